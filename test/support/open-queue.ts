import { eventsQueue } from '@app/subscriber';
import { createPostgresBackend, createRedisBackend, Queue } from 'bullmq';
import pg from 'pg';

/** What both backends' queues can do alike. */
type OpenQueue = Readonly<{
  queue: Pick<Queue, 'getJobs' | 'addBulk' | 'getJobCounts'>;
  close: () => Promise<void>;
}>;

/** The queue of a subscription, wherever it lives. */
export function openQueue(url: string, subscription: string): OpenQueue {
  const { name, prefix } = eventsQueue(subscription);
  if (url.startsWith('redis')) {
    const { hostname, port } = new URL(url);
    const queue = new Queue(
      name,
      { connection: { host: hostname, port: Number(port) }, prefix },
      createRedisBackend,
    );
    return { queue, close: () => queue.close() };
  }
  const pool = new pg.Pool({ connectionString: url, max: 2, options: '-c search_path=bullmq,public' });
  const queue = new Queue(name, { connection: pool, prefix }, createPostgresBackend);
  return {
    queue,
    close: async () => {
      await queue.close();
      await pool.end();
    },
  };
}
