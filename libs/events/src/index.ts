export { EventLogModule, PublishingModule } from './events.module.js';
export { EventLog, type EventDraft } from './event-log.repository.js';
export { toCloudEvent } from './cloud-event.js';
export { PublishEvents } from './publish-events.js';
export { ListUndelivered, type Undelivered } from './list-undelivered.js';
export { RewindLost } from './rewind-lost.js';
export { PUBLISHER_LOCK } from './number-events.js';
export { FollowLog, type Follower, type Stretch } from './follow-log.js';
export { SyncSubscriptions } from './sync-subscriptions.js';
