import { redisConnection } from '@app/subscriber';
import { createRedisBackend, Queue, type QueueOptions } from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { NewJob, Stretch } from './hand-over.js';
import type { JobStore } from './job-store.js';
import { insurance, type Rate, type RateLimit, toRateLimit } from './rate-limit.js';
import { RedisHandOver } from './redis-hand-over.js';
import { RedisWatermarks } from './redis-watermarks.js';

/** For marks, rates and hand-overs: whoever wants them has another way, or comes again in a second. Queues are patient. */
const IMPATIENT = { maxRetriesPerRequest: 1, commandTimeout: 1_000 } as const;
/** What a new connection sent again of a transaction would come without its watch. */
const FORGETFUL = { autoResendUnfulfilledCommands: false } as const;

/** Written, because a Redis that only answers may be one that takes nothing. */
const PING = 'tolem:ping';

/** Redis, one server, behind Sentinel or a Cluster. Queues and workers open connections of their own, a Cluster is shared. */
export class RedisJobStore implements JobStore {
  readonly connection: QueueOptions['connection'];
  readonly marks: RedisWatermarks;
  private readonly client: Redis | Cluster;
  private readonly handingOver: RedisHandOver;

  constructor(redisUrl: string, onError: (error: Error) => void) {
    const connection = redisConnection(redisUrl);
    this.connection = connection as QueueOptions['connection'];
    if (connection instanceof Cluster) connection.on('error', onError);
    this.client = openImpatient(connection, onError);
    this.marks = new RedisWatermarks(this.client);
    const ownClient = openImpatient(connection, onError, FORGETFUL);
    this.handingOver = new RedisHandOver(ownClient, this.marks, openOn, onError);
  }

  openQueue(name: string): Queue {
    return openOn(name, this.connection);
  }

  handOver(queue: string, jobs: readonly NewJob[], stretch: Stretch): Promise<boolean> {
    return this.handingOver.execute(queue, jobs, stretch);
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

  async ping(): Promise<void> {
    await this.client.set(PING, '1', 'PX', 1);
  }

  async close(): Promise<void> {
    await this.handingOver.close();
    // A Redis that is there is told; for one that is away nobody waits.
    if (this.client.status === 'ready') await this.client.quit();
    else this.client.disconnect();
    if (this.connection instanceof Cluster) this.connection.disconnect();
  }
}

function openOn(name: string, connection: QueueOptions['connection']): Queue {
  return new Queue(name, { connection, prefix: `{${name}}` }, createRedisBackend);
}

function openImpatient(
  connection: RedisOptions | Cluster,
  onError: (error: Error) => void,
  more: RedisOptions = {},
): Redis | Cluster {
  const client =
    connection instanceof Cluster
      ? connection.duplicate([], {
          lazyConnect: true,
          redisOptions: { ...connection.options.redisOptions, ...IMPATIENT, ...more },
        })
      : new Redis({ ...connection, ...IMPATIENT, ...more, lazyConnect: true });
  client.on('error', onError);
  return client;
}
