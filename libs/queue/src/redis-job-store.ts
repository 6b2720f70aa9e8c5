import { redisConnection } from '@app/subscriber';
import { createRedisBackend, Queue, type QueueOptions } from 'bullmq';
import { Cluster } from 'ioredis';
import type { JobStore } from './job-store.js';

/** Redis, one server, behind Sentinel or a Cluster. Queues and workers open connections of their own, a Cluster is shared. */
export class RedisJobStore implements JobStore {
  readonly connection: QueueOptions['connection'];

  constructor(redisUrl: string, onError: (error: Error) => void) {
    const connection = redisConnection(redisUrl);
    if (connection instanceof Cluster) connection.on('error', onError);
    this.connection = connection as QueueOptions['connection'];
  }

  openQueue(name: string): Queue {
    return new Queue(name, { connection: this.connection, prefix: `{${name}}` }, createRedisBackend);
  }

  async close(): Promise<void> {
    if (this.connection instanceof Cluster) this.connection.disconnect();
  }
}
