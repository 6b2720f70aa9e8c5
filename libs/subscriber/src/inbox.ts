/** Sees to it that an event handed over twice takes effect once. */
export type Inbox = Readonly<{
  /**
   * Runs `handle` unless it has succeeded for this event before. An id is done only after `handle` has succeeded: if it
   * throws, so does this, and the next delivery runs it again. Deliveries of one id at the same time run it once.
   */
  once(eventId: string, handle: () => Promise<void>): Promise<void>;
}>;

/** An inbox that forgets with the process: enough where handling an event twice after a restart does no harm. */
export class MemoryInbox implements Inbox {
  private readonly done = new Set<string>();
  private readonly underWay = new Map<string, Promise<void>>();

  /** `capacity`: so many ids are remembered, the latest ones. */
  constructor(private readonly capacity = 10_000) {}

  async once(eventId: string, handle: () => Promise<void>): Promise<void> {
    if (this.done.has(eventId)) return;
    const running = this.underWay.get(eventId) ?? this.begin(eventId, handle);
    await running;
  }

  private begin(eventId: string, handle: () => Promise<void>): Promise<void> {
    const running = handle()
      .then(() => this.remember(eventId))
      .finally(() => this.underWay.delete(eventId));
    this.underWay.set(eventId, running);
    return running;
  }

  private remember(eventId: string): void {
    this.done.add(eventId);
    // A Set iterates in order of insertion: the first one is the oldest.
    for (const oldest of this.done) {
      if (this.done.size <= this.capacity) break;
      this.done.delete(oldest);
    }
  }
}
