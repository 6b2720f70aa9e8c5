import { type TolemEvent } from '@app/subscriber';
import type { JobsOptions } from 'bullmq';
import { createDatabase, type TestDatabase } from './database.js';
import { openQueue } from './open-queue.js';
import { RedisServer } from './redis.js';

/** Queues of subscriptions on the backend of this run, filled by the test instead of by Tolem. */
export class EventQueues {
  private constructor(
    private readonly redis: RedisServer | undefined,
    private readonly db: TestDatabase | undefined,
  ) {}

  static async start(): Promise<EventQueues> {
    return process.env.TEST_BACKEND === 'redis'
      ? new EventQueues(await RedisServer.start(), undefined)
      : new EventQueues(undefined, await createDatabase());
  }

  get url(): string {
    return this.redis?.url ?? this.db!.url;
  }

  async handOver(subscription: string, events: readonly TolemEvent[], more: JobsOptions = {}): Promise<void> {
    const { queue, close } = openQueue(this.url, subscription);
    const kept = { attempts: 14, backoff: { type: 'exponential', delay: 1_000 }, removeOnComplete: true };
    await queue.addBulk(
      events.map((event) => ({ name: event.type, data: event, opts: { jobId: event.id, ...kept, ...more } })),
    );
    await close();
  }

  async countsOf(subscription: string): Promise<Record<string, number>> {
    const { queue, close } = openQueue(this.url, subscription);
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
    await close();
    return counts;
  }

  async stop(): Promise<void> {
    await this.redis?.stop();
    await this.db?.drop();
  }
}
