import { eventsQueue, redisConnection } from '@app/subscriber';
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type QueueOptions,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import pg from 'pg';
import { eventually } from './eventually.js';
import { openQueue } from './open-queue.js';

/** A subscriber that can take no event, and gives up on each at once, until the first has failed for good. */
export async function failEvents(url: string, subscription: string): Promise<void> {
  const { name, prefix } = eventsQueue(subscription);
  const pool = url.startsWith('redis')
    ? null
    : new pg.Pool({ connectionString: url, max: 3, options: '-c search_path=bullmq,public' });
  const connection = (pool ?? redisConnection(url)) as QueueOptions['connection'];
  const backend = (pool ? createPostgresBackend : createRedisBackend) as BackendFactory;
  const worker = new Worker<unknown, never, string, IQueueBackend>(
    name,
    () => Promise.reject(new UnrecoverableError('cannot be taken')),
    { connection, prefix },
    backend,
  );
  worker.on('error', () => undefined);
  try {
    await eventually(async () => expect(await failedOf(url, subscription)).not.toEqual([]));
  } finally {
    await worker.close();
    await pool?.end();
  }
}

/** Takes away what has failed. */
export async function removeFailed(url: string, subscription: string): Promise<void> {
  const { queue, close } = openQueue(url, subscription);
  for (const job of await queue.getJobs('failed')) await job.remove();
  await close();
}

async function failedOf(url: string, subscription: string): Promise<unknown[]> {
  const { queue, close } = openQueue(url, subscription);
  const jobs = await queue.getJobs('failed');
  await close();
  return jobs;
}
