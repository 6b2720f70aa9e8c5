import { EVENT_TYPES, type EventDataOf, type EventType, type TolemEvent } from './events/event.js';
import type { Inbox } from './inbox.js';
import { readEvent } from './read-event.js';

/** What a consumer does about one type of event. Throwing, or a promise that rejects, brings the event again later. */
export type OrderEventHandler<T extends EventType> = (
  event: TolemEvent<EventDataOf<T>>,
) => Promise<unknown> | void;

/** One handler per short event type; types without a handler are passed over. */
export type OrderEventHandlers = Readonly<{ [T in EventType]?: OrderEventHandler<T> }>;

/** Throws, by name, for a type that does not exist: its handler would wait for ever. */
export function assertEventTypes(types: readonly string[]): asserts types is EventType[] {
  const unknown = types.filter((type) => !EVENT_TYPES.some((known) => known === type));
  if (unknown.length > 0)
    throw new Error(
      `There is no event type ${unknown.join(', ')}. The types of events are ${EVENT_TYPES.join(', ')}`,
    );
}

/** What is done with every job: its event is checked, and given to the handler of its type once. */
export function handlerOfAll(
  handlers: OrderEventHandlers,
  inbox: Inbox,
): (payload: unknown) => Promise<void> {
  return async (payload) => {
    const read = readEvent(payload);
    if (!read) return;
    // The schema that it was read by belongs to its type.
    const handler = handlers[read.type] as ((event: TolemEvent) => unknown) | undefined;
    // By id alone: a fact is never dropped for its sequence number.
    if (handler) await inbox.once(read.event.id, async () => void (await handler(read.event)));
  };
}
