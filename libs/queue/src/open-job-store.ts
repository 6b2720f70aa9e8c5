import { createPostgresBackend, createRedisBackend, setDefaultBackendFactory } from 'bullmq';
import type { JobStore, StoreAddress } from './job-store.js';
import { PostgresJobStore } from './postgres-job-store.js';
import { RedisJobStore } from './redis-job-store.js';

/** The store at this address. */
export function openJobStore(
  { databaseUrl, redisUrl }: StoreAddress,
  poolSize: number,
  onError: (error: Error) => void,
): JobStore {
  return redisUrl
    ? new RedisJobStore(redisUrl, onError)
    : new PostgresJobStore(databaseUrl, poolSize, onError);
}

/**
 * The engine room's store, and with it the backend that @nestjs/bullmq builds its queues and workers on: it has no option
 * for that, and without this default a Postgres connection would silently mean Redis on localhost.
 */
export function openEngineRoom(
  address: StoreAddress,
  poolSize: number,
  onError: (error: Error) => void,
): JobStore {
  if (address.redisUrl) setDefaultBackendFactory(createRedisBackend);
  else setDefaultBackendFactory(createPostgresBackend);
  return openJobStore(address, poolSize, onError);
}
