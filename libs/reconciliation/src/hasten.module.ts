import { OrdersModule } from '@app/orders';
import { Module } from '@nestjs/common';
import { Hasten } from './hasten.js';
import { HeardCallbacks } from './heard-callbacks.js';
import { ReceiveCallback } from './receive-callback.js';
import { UnverifiedCallbacks } from './unverified-callbacks.js';

/** For whoever only gives reasons to ask. */
@Module({
  imports: [OrdersModule],
  providers: [Hasten, ReceiveCallback, HeardCallbacks, UnverifiedCallbacks],
  exports: [Hasten, ReceiveCallback],
})
export class HastenModule {}
