import { type TolemConfig, warnOfUnsafe } from '@app/config';
import type { Shutdown } from '@app/process';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { ApiModule } from './api.module.js';
import { boundConnections, CONNECTION_TIMES } from './bound-connections.js';
import { limitRequests } from './limit-requests.js';
import { serveDocs } from './docs/serve-docs.js';
import { builtDashboard, serveDashboard } from './ops/serve-dashboard.js';
import { partFromCallers } from './part-from-callers.js';
import { readBodies } from './read-bodies.js';
import { refuseUrl } from './refuse-url.js';

/** No request of a shop comes near this; whatever does is not one. */
const BODY_LIMIT_BYTES = 64 * 1024;

export async function createApi(config: TolemConfig, shutdown: Shutdown): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: config.environment.TRUST_PROXY ?? false,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: refuseUrl,
    ...CONNECTION_TIMES,
    // Whoever still comes while it closes is answered like those before.
    return503OnClosing: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config, shutdown), adapter, {
    bufferLogs: true,
    // Callbacks are signed as they were sent.
    rawBody: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  warnOfUnsafe(config);
  boundConnections(adapter.getInstance());
  limitRequests(app, adapter.getInstance());
  partFromCallers(adapter.getInstance(), shutdown);
  readBodies(app, adapter.getInstance(), BODY_LIMIT_BYTES);
  serveDocs(app);
  serveDashboard(adapter.getInstance(), builtDashboard());
  return app;
}
