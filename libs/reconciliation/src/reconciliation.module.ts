import { PublishingModule } from '@app/events';
import { OrdersModule } from '@app/orders';
import { Module } from '@nestjs/common';
import { ClaimDue } from './polling/claim-due.js';
import { PollRegistrations } from './polling/poll-registrations.js';
import { PostponePoll } from './polling/postpone-poll.js';
import { RecoverRegistration } from './polling/recover-registration.js';
import { WorkerSlots } from './polling/slots.js';
import { WatchDeliveries } from './polling/watch-deliveries.js';
import { WatchSubscriptions } from './polling/watch-subscriptions.js';

@Module({
  imports: [OrdersModule, PublishingModule],
  providers: [
    ClaimDue,
    PollRegistrations,
    RecoverRegistration,
    PostponePoll,
    WatchDeliveries,
    WatchSubscriptions,
    WorkerSlots,
  ],
  exports: [ClaimDue, PollRegistrations, WatchDeliveries, WatchSubscriptions],
})
export class ReconciliationModule {}
