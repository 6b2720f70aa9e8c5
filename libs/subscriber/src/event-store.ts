import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
} from 'bullmq';
import { Cluster } from 'ioredis';
import pg from 'pg';
import { redisConnection } from './redis-address.js';

/** How BullMQ gets at the queue. The backend is passed on for this one worker: a library must not switch its host's. */
type EventStore = Readonly<{
  connection: ConnectionOptions;
  backend: BackendFactory;
  close: () => Promise<void>;
}>;

export function openStore(url: string, onError: (error: Error) => void): EventStore {
  return url.startsWith('redis') ? onRedis(url, onError) : onPostgres(url, onError);
}

function onRedis(url: string, onError: (error: Error) => void): EventStore {
  const connection = redisConnection(url);
  if (connection instanceof Cluster) connection.on('error', onError);
  return {
    connection: connection as ConnectionOptions,
    backend: createRedisBackend,
    close: async () => {
      if (connection instanceof Cluster) connection.disconnect();
    },
  };
}

/** BullMQ's tables live in the schema `bullmq`; a job taken for done that a crash brings back is known to the inbox. */
function onPostgres(connectionString: string, onError: (error: Error) => void): EventStore {
  const pool = new pg.Pool({
    connectionString,
    max: 4,
    keepAlive: true,
    options: '-c search_path=bullmq,public -c synchronous_commit=off',
  });
  pool.on('error', onError);
  return {
    connection: pool,
    backend: createPostgresBackend as unknown as EventStore['backend'],
    close: () => pool.end(),
  };
}
