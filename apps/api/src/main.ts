import 'reflect-metadata';
import { readTolemConfig } from '@app/config';
import { crashAt, runProcess } from '@app/process';
import { createApi } from './create-api.js';

await runProcess(async (shutdown) => {
  const config = readTolemConfig();
  const { API_PORT, LISTEN_ADDRESS, SHUTDOWN_GRACE_MS, TOLEM_CRASH_AT, TOLEM_CRASH_LOG } = config.environment;
  if (TOLEM_CRASH_AT !== undefined) crashAt(TOLEM_CRASH_AT, TOLEM_CRASH_LOG);
  shutdown.graceMs = SHUTDOWN_GRACE_MS;
  const app = await createApi(config, shutdown);
  await app.listen(API_PORT, LISTEN_ADDRESS);
  return app;
});
