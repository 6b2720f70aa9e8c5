import { redisConnection } from '@app/subscriber';
import { createRedisBackend, Queue, type QueueOptions } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { JobStore } from './job-store.js';
import { insurance, type Rate, type RateLimit, toRateLimit } from './rate-limit.js';
import { RedisMarks } from './redis-marks.js';

/** For marks and rates: whoever wants them has another way, or comes again in a second. Queues are patient. */
const IMPATIENT = { maxRetriesPerRequest: 1, commandTimeout: 1_000 } as const;

/** Redis, one server, behind Sentinel or a Cluster. Queues and workers open connections of their own, a Cluster is shared. */
export class RedisJobStore implements JobStore {
  readonly connection: QueueOptions['connection'];
  readonly marks: RedisMarks;
  private readonly client: Redis | Cluster;

  constructor(redisUrl: string, onError: (error: Error) => void) {
    const connection = redisConnection(redisUrl);
    this.connection = connection as QueueOptions['connection'];
    if (connection instanceof Cluster) connection.on('error', onError);
    this.client =
      connection instanceof Cluster
        ? connection.duplicate([], {
            lazyConnect: true,
            redisOptions: { ...connection.options.redisOptions, ...IMPATIENT },
          })
        : new Redis({ ...connection, ...IMPATIENT, lazyConnect: true });
    this.client.on('error', onError);
    this.marks = new RedisMarks(this.client);
  }

  openQueue(name: string): Queue {
    return new Queue(name, { connection: this.connection, prefix: `{${name}}` }, createRedisBackend);
  }

  limitRate(rate: Rate): RateLimit {
    // A client that has not connected is not ready, and would leave all to the insurance.
    if (this.client.status === 'wait') this.client.connect().catch(() => undefined);
    return toRateLimit(
      new RateLimiterRedis({
        storeClient: this.client,
        rejectIfRedisNotReady: true,
        keyPrefix: `tolem:${rate.name}`,
        points: rate.perSecond,
        duration: 1,
        insuranceLimiter: insurance(rate),
      }),
    );
  }

  async close(): Promise<void> {
    // A Redis that is there is told; for one that is away nobody waits.
    if (this.client.status === 'ready') await this.client.quit();
    else this.client.disconnect();
    if (this.connection instanceof Cluster) this.connection.disconnect();
  }
}
