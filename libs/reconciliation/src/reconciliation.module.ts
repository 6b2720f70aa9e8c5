import { PublishingModule } from '@app/events';
import { OrdersModule } from '@app/orders';
import { Module } from '@nestjs/common';
import { ClaimDue } from './claim-due.js';
import { PollRegistrations } from './poll-registrations.js';
import { PostponeLook } from './postpone-look.js';
import { RecoverRegistration } from './recover-registration.js';
import { WorkerSlots } from './slots.js';
import { WatchDeliveries } from './watch-deliveries.js';
import { WatchSubscriptions } from './watch-subscriptions.js';

@Module({
  imports: [OrdersModule, PublishingModule],
  providers: [
    ClaimDue,
    PollRegistrations,
    RecoverRegistration,
    PostponeLook,
    WatchDeliveries,
    WatchSubscriptions,
    WorkerSlots,
  ],
  exports: [ClaimDue, PollRegistrations, WatchDeliveries, WatchSubscriptions],
})
export class ReconciliationModule {}
