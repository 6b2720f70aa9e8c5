import type { Queue, QueueOptions } from 'bullmq';
import type { NewJob, Stretch } from './hand-over.js';
import type { Watermarks } from './watermarks.js';
import type { Rate, RateLimit } from './rate-limit.js';

/**
 * Where jobs live. One API, two backends: Redis where `REDIS_URL` says so, else a schema of the Postgres that is there
 * anyway. A job store may be wiped at any moment: the truth is in the rows.
 */
export type JobStore = Readonly<{
  /** What every queue and worker of this process connects with. */
  connection: QueueOptions['connection'];
  /** On every backend the prefix of queue `q` is `{q}`: a hash tag, so that a cluster keeps a queue in one place. */
  openQueue(name: string): Queue;
  /** How far events were handed over to its queues. */
  marks: Watermarks;
  /**
   * Adds jobs to a queue whose mark stands at `from` or beyond, and raises it to `to`. Where the mark is gone or behind, what was
   * handed over before is lost: nothing is added, and the answer is false. A store that is wiped in the midst of it is left
   * without these jobs, too, so that a later event is never there without the earlier one. Throws when the store does not answer.
   */
  handOver(queue: string, jobs: readonly NewJob[], stretch: Stretch): Promise<boolean>;
  /** A rate that every process on this store shares; while the store is away each keeps to a quarter of it. */
  limitRate(rate: Rate): RateLimit;
  /** Throws while the store is away. */
  ping(): Promise<void>;
  close(): Promise<void>;
}>;

/** Our engine room: polls and the like. */
export const JOB_STORE = Symbol('the job store of this process');
/** Where subscribers live; the same store unless `EVENTS_REDIS_URL` names another. */
export const EVENT_STORE = Symbol('the store of the subscriptions');

export type StoreAddress = Readonly<{ databaseUrl: string; redisUrl?: string | undefined }>;
