export { onOrderEvents, type Subscriber, type SubscriberOptions } from './on-order-events.js';
export { assertEventTypes, type OrderEventHandler, type OrderEventHandlers } from './handlers.js';
export { MemoryInbox, type Inbox } from './inbox.js';
export { readEvent, UnreadableEvent } from './read-event.js';
export { redisConnection } from './redis-address.js';
export { readRedisUrl } from './redis-url.js';
export { eventsQueue } from './events/events-queue.js';
export {
  EVENT_TYPES,
  EVENT_SCHEMA,
  cloudEventType,
  shortEventType,
  type CaseEventData,
  type EventDataOf,
  type EventType,
  type OrderEventData,
  type TolemEvent,
} from './events/event.js';
