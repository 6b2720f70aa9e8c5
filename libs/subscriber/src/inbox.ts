/** Remembers which events have been handled, so that an event handed over twice takes effect once. */
export type Inbox = Readonly<{
  has(eventId: string): Promise<boolean>;
  /** Called after the handler has succeeded. */
  add(eventId: string): Promise<void>;
}>;

/** An inbox that forgets with the process: enough where handling an event twice after a restart does no harm. */
export class MemoryInbox implements Inbox {
  private readonly seen = new Set<string>();

  constructor(private readonly capacity = 10_000) {}

  async has(eventId: string): Promise<boolean> {
    return this.seen.has(eventId);
  }

  async add(eventId: string): Promise<void> {
    this.seen.add(eventId);
    // A Set iterates in order of insertion: the first one is the oldest.
    for (const oldest of this.seen) {
      if (this.seen.size <= this.capacity) break;
      this.seen.delete(oldest);
    }
  }
}
