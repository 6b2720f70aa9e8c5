import { EventWorker } from './event-worker.js';
import { assertEventTypes, handlerOfAll, type OrderEventHandlers } from './handlers.js';
import { type Inbox, MemoryInbox } from './inbox.js';

const CLOSE_TIMEOUT_MS = 10_000;

export type SubscriberOptions = Readonly<{
  /** Its name in Tolem's configuration. */
  subscription: string;
  /** Where Tolem hands its events over: `redis://…` (also Sentinel and Cluster, see redis-address.ts) or `postgresql://…`. */
  url: string;
  /** What makes an event take effect once; one in memory unless told otherwise. */
  inbox?: Inbox;
  /** Hears of every fault: of a handler, of an event that does not fit its schema, of the connection. Else a warning. */
  onError?: (error: Error) => void;
  /** How long `close` waits for the handler under way, in milliseconds (10 000). After that its event comes again. */
  closeTimeoutMs?: number;
}>;

export type Subscriber = Readonly<{
  /** Resolves once events can arrive; rejects if it is closed before. */
  ready: Promise<void>;
  /** Takes no more events, waits for the handler under way, and lets go of every connection. */
  close(): Promise<void>;
}>;

/**
 * Consumes one subscription, one event at a time in the order they were handed over.
 * A handler that throws has its event again later, up to 14 times; every event id takes effect once per inbox.
 */
export function onOrderEvents(options: SubscriberOptions & { handlers: OrderEventHandlers }): Subscriber {
  const { subscription, url, handlers, inbox = new MemoryInbox() } = options;
  assertEventTypes(Object.keys(handlers));
  return new EventWorker({
    subscription,
    url,
    handle: handlerOfAll(handlers, inbox),
    onError: options.onError ?? ((error) => process.emitWarning(error)),
    closeTimeoutMs: options.closeTimeoutMs ?? CLOSE_TIMEOUT_MS,
  });
}
