import { AsyncLocalStorage } from 'node:async_hooks';
import { crashPoint } from '@app/process';
import type { Queue } from 'bullmq';
import pLimit from 'p-limit';
import type pg from 'pg';
import type { NewJob, Stretch } from './hand-over.js';
import { advanceMark } from './postgres-watermarks.js';
import { Queues } from './queues.js';

/** BullMQ makes two temporary tables for a batch, which takes longer than adding so many jobs one by one. */
const ONE_BY_ONE = 8;

/**
 * Jobs and mark in one transaction of the store: whoever wipes it waits, or comes first and is seen. One hand-over at a time: side by
 * side each would take as long as all of them, and most are over sooner one after the other.
 */
export class PostgresHandOver {
  private readonly queues: Queues;
  private readonly oneAtATime = pLimit(1);
  private readonly transaction = new AsyncLocalStorage<pg.PoolClient>();

  constructor(
    private readonly pool: pg.Pool,
    openQueue: (name: string, pool: pg.Pool) => Queue,
    onError: (error: Error) => void,
  ) {
    const own = this.poolInTransaction();
    this.queues = new Queues((name) => openQueue(name, own), onError);
  }

  async execute(name: string, jobs: readonly NewJob[], { from, to }: Stretch): Promise<boolean> {
    const queue = this.queues.of(name);
    await queue.waitUntilReady();
    const work = async (client: pg.PoolClient) => {
      if (!(await advanceMark(client, name, from, to))) return false;
      if (jobs.length > ONE_BY_ONE) await queue.addBulk([...jobs]);
      else for (const job of jobs) await queue.add(job.name, job.data, job.opts);
      crashPoint('hand-over.after-jobs');
      return true;
    };
    return this.oneAtATime(() => this.inTransaction(work));
  }

  async close(): Promise<void> {
    await this.queues.close();
  }

  private async inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    // A connection that breaks while nothing is asked tells it by an event that would end the process.
    const onError = () => undefined;
    client.on('error', onError);
    let failure: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await this.transaction.run(client, () => work(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.off('error', onError);
      // With a failure the connection is closed, and what it had begun is undone.
      client.release(failure);
    }
  }

  /** What BullMQ takes for its pool: inside a hand-over it asks by the connection of that transaction. */
  private poolInTransaction(): pg.Pool {
    const query = (text: string, values: unknown[]) =>
      (this.transaction.getStore() ?? this.pool).query(text, values);
    return Object.create(this.pool, { query: { value: query } }) as pg.Pool;
  }
}
