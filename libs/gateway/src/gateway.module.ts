import { TolemConfig } from '@app/config';
import { Module } from '@nestjs/common';
import { JOB_STORE, type JobStore } from '@app/queue';
import { CountCalls } from './count-calls.js';
import { GatewayClient } from './gateway-client.js';
import { GatewayGuard } from './gateway-guard.js';
import { Limiter } from './limiter.js';

@Module({
  providers: [
    CountCalls,
    {
      provide: GatewayClient,
      inject: [TolemConfig, GatewayGuard],
      useFactory: (config: TolemConfig, guard: GatewayGuard) =>
        new GatewayClient(guard, config.environment.GATEWAY_TIMEOUT_MS),
    },
    {
      provide: GatewayGuard,
      inject: [TolemConfig, JOB_STORE],
      useFactory: (config: TolemConfig, store: JobStore) =>
        new GatewayGuard(new Limiter(store), config.environment.GATEWAY_LOGIN_PROBE_MS),
    },
  ],
  exports: [GatewayClient, GatewayGuard],
})
export class GatewayModule {}
