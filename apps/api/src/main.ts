import 'reflect-metadata';
import { readTolemConfig } from '@app/config';
import { runProcess } from '@app/kernel';
import { createApi } from './create-api.js';

await runProcess(async () => {
  const config = readTolemConfig();
  const { API_PORT, LISTEN_ADDRESS } = config.environment;
  const app = await createApi(config);
  await app.listen(API_PORT, LISTEN_ADDRESS);
  return app;
});
