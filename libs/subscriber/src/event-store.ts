import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
} from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import pg from 'pg';
import { redisConnection } from './redis-address.js';

/** Whoever waits for the store waits for us: we look again soon. */
export const RETRY_MS = 1_000;

/** How BullMQ gets at the queue. The backend is passed on for this one worker: a library must not switch its host's. */
export type EventStore = Readonly<{
  connection: ConnectionOptions;
  backend: BackendFactory;
  /** Resolves when a worker can be started on it; rejects when `signal` aborts before. */
  reachable: (signal: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
}>;

export function openStore(url: string, onError: (error: Error) => void): EventStore {
  if (/^rediss?[+:]/.test(url)) return onRedis(url, onError);
  if (/^postgres(ql)?:/.test(url)) return onPostgres(url, onError);
  throw new Error(
    'The address of the events has to begin with redis:// (or rediss, +sentinel, +cluster) or postgresql://',
  );
}

function onRedis(url: string, onError: (error: Error) => void): EventStore {
  const connection = redisConnection(url);
  if (connection instanceof Cluster) connection.on('error', onError);
  return {
    connection: connection as ConnectionOptions,
    backend: createRedisBackend,
    reachable: (signal) => untilAnswered(() => askRedis(connection), signal, onError),
    close: async () => {
      if (connection instanceof Cluster) connection.disconnect();
    },
  };
}

async function askRedis(connection: RedisOptions | Cluster): Promise<void> {
  if (connection instanceof Cluster) return void (await connection.ping());
  const once = { lazyConnect: true, retryStrategy: () => null, sentinelRetryStrategy: () => null };
  const client = new Redis({ ...connection, ...once });
  // What is wrong with it is told by `connect` as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } finally {
    client.disconnect();
  }
}

/** BullMQ's tables live in the schema `bullmq`; a job taken for done that a crash brings back is known to the inbox. */
function onPostgres(connectionString: string, onError: (error: Error) => void): EventStore {
  const pool = new pg.Pool({
    connectionString,
    max: 4,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    options: '-c search_path=bullmq,public -c synchronous_commit=off -c jit=off',
  });
  pool.on('error', onError);
  return {
    connection: pool,
    backend: createPostgresBackend as unknown as EventStore['backend'],
    reachable: (signal) => untilAnswered(() => pool.query('SELECT 1'), signal, onError),
    close: () => pool.end(),
  };
}

/**
 * A BullMQ worker is not built before its store answers: on Postgres it never tries again once its first connection has
 * failed, on Redis it cannot be closed before it was connected.
 */
async function untilAnswered(
  ask: () => Promise<unknown>,
  signal: AbortSignal,
  onError: (error: Error) => void,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await ask();
      return;
    } catch (error) {
      onError(error as Error);
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}
