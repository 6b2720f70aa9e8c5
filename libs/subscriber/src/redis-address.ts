import { Cluster, type RedisOptions } from 'ioredis';
import { readRedisUrl } from './redis-url.js';

/** Reconnects quickly: whoever waits for the job store waits for us. */
const retryStrategy = (times: number): number => Math.min(50 * 2 ** times, 1_000);

/** A Redis to connect to, from one URL (its forms: redis-url.ts). Throws, without repeating the URL, for anything else. */
export function redisConnection(url: string): RedisOptions | Cluster {
  const address = readRedisUrl(url);
  if ('fault' in address) throw new Error(`The address of Redis ${address.fault}`);
  const { kind, tls, hosts, name, db, username, password } = address;
  const options: RedisOptions = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
    retryStrategy,
  };
  if (kind === 'cluster')
    return new Cluster([...hosts], {
      clusterRetryStrategy: retryStrategy,
      redisOptions: { ...options, maxRetriesPerRequest: null },
    });
  const database = db === undefined ? {} : { db };
  if (kind === 'one') return { ...hosts[0]!, ...options, ...database };
  return {
    sentinels: [...hosts],
    name: name!,
    sentinelRetryStrategy: retryStrategy,
    ...options,
    ...database,
  };
}
