import { OrdersModule } from '@app/orders';
import { Module } from '@nestjs/common';
import { AskOrder } from './ask-order.js';
import { BulkAsk } from './bulk-ask.js';
import { BulkAskReport } from './bulk-ask.report.js';
import { Hasten } from './hasten.js';
import { RecentCallbackRepeats } from './recent-callback-repeats.js';
import { ReceiveCallback } from './receive-callback.js';
import { UnverifiedCallbacks } from './unverified-callbacks.js';

/** For whoever only gives reasons to ask. */
@Module({
  imports: [OrdersModule],
  providers: [
    Hasten,
    ReceiveCallback,
    RecentCallbackRepeats,
    UnverifiedCallbacks,
    AskOrder,
    BulkAsk,
    BulkAskReport,
  ],
  exports: [Hasten, ReceiveCallback, AskOrder, BulkAsk, BulkAskReport],
})
export class HastenModule {}
