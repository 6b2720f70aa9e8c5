export { onOrderEvents, type OrderEventHandlers, type Subscriber } from './on-order-events.js';
export { MemoryInbox, type Inbox } from './inbox.js';
export { redisConnection } from './redis-address.js';
export { eventsQueue } from './events/events-queue.js';
export {
  EVENT_TYPES,
  EVENT_SCHEMA,
  cloudEventType,
  shortEventType,
  type CaseEventData,
  type EventType,
  type OrderEventData,
  type TolemEvent,
} from './events/event.js';
