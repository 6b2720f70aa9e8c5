import { OrdersModule } from '@app/orders';
import { Module } from '@nestjs/common';
import { PollNow } from './poll-now.js';
import { BulkPoll } from './bulk-poll.js';
import { Hasten } from './hasten.js';
import { OwedHastens } from './owed-hastens.repository.js';
import { PayOwedHastens } from './pay-owed-hastens.js';
import { RecentCallbackRepeats } from './recent-callback-repeats.js';
import { ReceiveCallback } from './receive-callback.js';
import { UnverifiedCallbacks } from './unverified-callbacks.js';

/** Reasons to poll: given, and owed. */
@Module({
  imports: [OrdersModule],
  providers: [
    Hasten,
    OwedHastens,
    PayOwedHastens,
    ReceiveCallback,
    RecentCallbackRepeats,
    UnverifiedCallbacks,
    PollNow,
    BulkPoll,
  ],
  exports: [Hasten, PayOwedHastens, ReceiveCallback, PollNow, BulkPoll],
})
export class HastenModule {}
