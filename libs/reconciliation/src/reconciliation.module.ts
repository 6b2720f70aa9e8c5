import { OrdersModule } from '@app/orders';
import { Module } from '@nestjs/common';
import { ClaimDue } from './claim-due.js';
import { PollRegistrations } from './poll-registrations.js';
import { PostponeLook } from './postpone-look.js';
import { RecoverRegistration } from './recover-registration.js';

@Module({
  imports: [OrdersModule],
  providers: [ClaimDue, PollRegistrations, RecoverRegistration, PostponeLook],
  exports: [ClaimDue, PollRegistrations],
})
export class ReconciliationModule {}
