import type { Queue } from 'bullmq';

/** Queues that are opened when they are wanted first, and closed together. */
export class Queues {
  private readonly open = new Map<string, Queue>();

  constructor(
    private readonly openQueue: (name: string) => Queue,
    private readonly onError: (error: Error, queue: string) => void,
  ) {}

  of(name: string): Queue {
    const known = this.open.get(name);
    if (known) return known;
    const queue = this.openQueue(name);
    queue.on('error', (error) => this.onError(error, name));
    this.open.set(name, queue);
    return queue;
  }

  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map((queue) => queue.close()));
  }
}
