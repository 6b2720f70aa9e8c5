import { type Job, Worker } from 'bullmq';
import {
  EVENT_SCHEMA,
  type EventType,
  type OrderEventData,
  shortEventType,
  type TolemEvent,
} from './events/event.js';
import { eventsQueue } from './events/events-queue.js';
import { openStore } from './event-store.js';
import { type Inbox, MemoryInbox } from './inbox.js';

/** BullMQ waits this long when the store does not answer; its own 15 s hold up events, and `close`, after a restart. */
const RETRY_MS = 1_000;

/** One handler per short event type; types without a handler are passed over. */
export type OrderEventHandlers = Readonly<
  Partial<Record<EventType, (event: TolemEvent<OrderEventData>) => Promise<void>>>
>;

export type Subscriber = Readonly<{
  /** Resolves once events can arrive. */
  ready: Promise<void>;
  /** Finishes the event in hand, takes no other, and lets go of every connection. */
  close(): Promise<void>;
}>;

/**
 * Consumes one subscription, one event at a time in the order they were handed over.
 * A handler that throws has its event again later, up to 14 times; every event id takes effect once per inbox.
 */
export function onOrderEvents(options: {
  subscription: string;
  /** Where Tolem hands its events over: `redis://…` (also Sentinel and Cluster, see redis-address.ts) or `postgresql://…`. */
  url: string;
  handlers: OrderEventHandlers;
  inbox?: Inbox;
  onError?: (error: Error) => void;
}): Subscriber {
  const inbox = options.inbox ?? new MemoryInbox();
  const onError = options.onError ?? ((error: Error) => process.emitWarning(error));
  const store = openStore(options.url, onError);
  const { name, prefix } = eventsQueue(options.subscription);
  const worker = new Worker(
    name,
    async (job: Job) => handleOnce(job.data, options.handlers, inbox),
    { connection: store.connection, prefix, concurrency: 1, runRetryDelay: RETRY_MS },
    store.backend,
  );
  worker.on('error', onError);
  worker.on('failed', (_job, error) => onError(error));
  return {
    ready: worker.waitUntilReady().then(() => undefined),
    close: async () => {
      await worker.close();
      await store.close();
    },
  };
}

async function handleOnce(payload: unknown, handlers: OrderEventHandlers, inbox: Inbox): Promise<void> {
  const event = EVENT_SCHEMA.parse(payload);
  const handler = handlers[shortEventType(event.type) as EventType];
  // By id alone: a fact is never dropped for its sequence number.
  if (!handler || (await inbox.has(event.id))) return;
  await handler(event as TolemEvent<OrderEventData>);
  await inbox.add(event.id);
}
