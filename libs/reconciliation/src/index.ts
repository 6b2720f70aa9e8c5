export { ReconciliationModule } from './reconciliation.module.js';
export { Hasten } from './hasten.js';
export { ReceiveCallback } from './receive-callback.js';
export { HastenModule } from './hasten.module.js';
export { ClaimDue } from './claim-due.js';
export { WatchDeliveries } from './watch-deliveries.js';
export { PollRegistrations } from './poll-registrations.js';
