import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { SimulatorSettings } from './bank/settings.js';
import { SimulatorModule } from './simulator.module.js';
import { becomeSingleWriter } from './bank/single-writer.js';

/** The whole bank, ready to listen. */
export async function createSimulator(settings: SimulatorSettings): Promise<NestFastifyApplication> {
  // Before Nest: it would write a stack trace where one line tells all.
  becomeSingleWriter(settings.dataFolder);
  const adapter = new FastifyAdapter({
    bodyLimit: 64 * 1024,
    // A call that a fault keeps silent would otherwise hold up the end for ever.
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(SimulatorModule.with(settings), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  return app;
}
