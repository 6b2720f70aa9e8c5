import { eventsQueue, redisConnection } from '@app/subscriber';
import { createPostgresBackend, createRedisBackend, Queue, type QueueOptions } from 'bullmq';
import { Cluster } from 'ioredis';
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
    const connection = redisConnection(url);
    const queue = new Queue(
      name,
      { connection: connection as QueueOptions['connection'], prefix },
      createRedisBackend,
    );
    const close = async () => {
      await queue.close();
      // A Cluster's connection is shared and therefore ours to end.
      if (connection instanceof Cluster) connection.disconnect();
    };
    return { queue, close };
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
