import { crashPoint } from '@app/process';
import type { Queue } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import pLimit from 'p-limit';
import type { NewJob, Stretch } from './hand-over.js';
import { inTime } from './in-time.js';
import { Queues } from './queues.js';
import { ANSWER_WITHIN_MS, keyOfMark, type RedisWatermarks } from './redis-watermarks.js';

/**
 * Watches the mark while the jobs are added in one MULTI: a wipe in between, also a FLUSHALL, makes it add nothing. On a
 * connection of its own, one hand-over at a time, because every EXEC ends every watch of its connection.
 */
export class RedisHandOver {
  private readonly queues: Queues;
  private readonly oneAtATime = pLimit(1);

  constructor(
    private readonly redis: Redis | Cluster,
    private readonly marks: RedisWatermarks,
    openQueue: (name: string, redis: Redis | Cluster) => Queue,
    onError: (error: Error) => void,
  ) {
    this.queues = new Queues((name) => openQueue(name, redis), onError);
    // BullMQ sends a batch as a pipeline, job by job: a wipe could fall between two of them.
    redis.pipeline = () => redis.multi();
  }

  execute(name: string, jobs: readonly NewJob[], stretch: Stretch): Promise<boolean> {
    return this.oneAtATime(() => this.handOver(name, jobs, stretch));
  }

  async close(): Promise<void> {
    await this.queues.close();
    this.redis.disconnect();
  }

  private async handOver(name: string, jobs: readonly NewJob[], { from, to }: Stretch): Promise<boolean> {
    // Nothing of it is wanted. A watch that no EXEC ends would call off the next hand-over, whosever it is.
    if (jobs.length === 0) return this.marks.advance(name, from, to);
    const key = keyOfMark(name);
    let done = false;
    try {
      await inTime(this.redis.watch(key), ANSWER_WITHIN_MS);
      const mark = await inTime(this.redis.get(key), ANSWER_WITHIN_MS);
      if (mark === null || BigInt(mark) < from) return false;
      await this.add(name, jobs);
      crashPoint('hand-over.after-jobs');
      done = await this.marks.advance(name, from, to);
      return done;
    } finally {
      // What this connection watches and which scripts it has sent is in doubt: a new one begins anew.
      if (!done) this.redis.disconnect(true);
    }
  }

  private async add(name: string, jobs: readonly NewJob[]): Promise<void> {
    try {
      await inTime(this.queues.of(name).addBulk([...jobs]), ANSWER_WITHIN_MS);
    } catch (error) {
      // An EXEC that was called off answers nothing at all, which BullMQ does not expect.
      if (error instanceof TypeError) throw new Error('The store was written meanwhile', { cause: error });
      throw error;
    }
  }
}
