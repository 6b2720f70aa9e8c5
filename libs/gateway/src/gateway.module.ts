import { TolemConfig } from '@app/config';
import { Module } from '@nestjs/common';
import { GatewayClient } from './gateway-client.js';

@Module({
  providers: [
    {
      provide: GatewayClient,
      inject: [TolemConfig],
      useFactory: (config: TolemConfig) => new GatewayClient(config.environment.GATEWAY_TIMEOUT_MS),
    },
  ],
  exports: [GatewayClient],
})
export class GatewayModule {}
