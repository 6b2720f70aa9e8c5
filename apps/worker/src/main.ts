import 'reflect-metadata';
import { readTolemConfig, warnOfUnsafe } from '@app/config';
import { crashAt, runProcess } from '@app/process';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { WorkerModule } from './worker.module.js';

await runProcess(async (shutdown) => {
  const config = readTolemConfig();
  const { WORKER_PORT, LISTEN_ADDRESS, TOLEM_CRASH_AT, TOLEM_CRASH_LOG } = config.environment;
  if (TOLEM_CRASH_AT !== undefined) crashAt(TOLEM_CRASH_AT, TOLEM_CRASH_LOG);
  const app = await NestFactory.create(WorkerModule.forRoot(config, shutdown), new FastifyAdapter(), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  warnOfUnsafe(config);
  await app.listen(WORKER_PORT, LISTEN_ADDRESS);
  return app;
});
