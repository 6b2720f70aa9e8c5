import {
  EVENT_TYPES,
  type Inbox,
  onOrderEvents,
  type OrderEventHandlers,
  type Subscriber,
  type TolemEvent,
} from '@app/subscriber';

/** A consumer of everything, from the beginning: what it has seen is what Tolem's promises are measured by. */
export class Witness {
  /** Once each, in the order of their first coming. */
  readonly seen: TolemEvent<any>[] = [];
  /** Handed over once more than needed, which is allowed. */
  repeats = 0;
  private readonly ids = new Set<string>();
  private readonly subscriber: Subscriber;

  constructor(url: string, subscription: string) {
    const note = (event: TolemEvent<any>): void => {
      this.seen.push(event);
    };
    this.subscriber = onOrderEvents({
      subscription,
      url,
      inbox: this.inbox(),
      handlers: Object.fromEntries(EVENT_TYPES.map((type) => [type, note])) as OrderEventHandlers,
      // Its store goes away now and then: that is what it is here for.
      onError: () => undefined,
    });
  }

  /** What it has seen of one order. */
  about(orderId: string): TolemEvent<any>[] {
    return this.seen.filter((event) => event.data.orderId === orderId);
  }

  close(): Promise<void> {
    return this.subscriber.close();
  }

  private inbox(): Inbox {
    return {
      once: async (id, handle) => {
        if (this.ids.has(id)) {
          this.repeats += 1;
          return;
        }
        await handle();
        this.ids.add(id);
      },
    };
  }
}
