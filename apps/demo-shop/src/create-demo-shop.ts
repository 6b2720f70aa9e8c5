import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { DemoShopModule } from './demo-shop.module.js';
import type { ShopSettings } from './settings.js';

/** A form of this shop is some hundred bytes. */
const BODY_LIMIT_BYTES = 16 * 1024;

/** The whole shop, ready to listen. */
export async function createDemoShop(settings: ShopSettings): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES });
  const app = await NestFactory.create<NestFastifyApplication>(DemoShopModule.with(settings), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  return app;
}
