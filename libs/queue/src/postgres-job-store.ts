import { createPostgresBackend, Queue, type QueueOptions, runMigrations } from 'bullmq';
import pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { NewJob, Stretch } from './hand-over.js';
import type { JobStore } from './job-store.js';
import { PostgresHandOver } from './postgres-hand-over.js';
import { CREATE_MARKS, PostgresWatermarks } from './postgres-watermarks.js';
import { insurance, type Rate, type RateLimit, toRateLimit } from './rate-limit.js';

const RATES_TABLE = 'tolem_rates';
/** As rate-limiter-flexible wants it. Who loses it in a crash loses a second's count. */
const CREATE_RATES = `CREATE UNLOGGED TABLE IF NOT EXISTS bullmq.${RATES_TABLE} (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
)`;

/** A pool of its own on the same Postgres, schema `bullmq`; each worker keeps one connection of it for LISTEN. */
export class PostgresJobStore implements JobStore {
  readonly marks: PostgresWatermarks;
  private readonly pool: pg.Pool;
  private readonly handingOver: PostgresHandOver;

  constructor(databaseUrl: string, poolSize: number, onError: (error: Error) => void) {
    this.pool = new pg.Pool({
      connectionString: databaseUrl,
      max: poolSize,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      // A store that hangs must not hang us: whoever waits for it tries again.
      query_timeout: 15_000,
      // Nor may a process that is stopped in the midst of a hand-over keep its mark from the others.
      idle_in_transaction_session_timeout: 10_000,
      // Losing the last jobs in a crash costs a tick: the truth is in the rows. Only here, never where money is written.
      options: '-c search_path=bullmq,public -c synchronous_commit=off -c jit=off',
    });
    // Every queue of BullMQ listens to its errors.
    this.pool.setMaxListeners(0);
    this.pool.on('error', onError);
    this.marks = new PostgresWatermarks(this.pool);
    this.handingOver = new PostgresHandOver(this.pool, openOn, onError);
  }

  get connection(): QueueOptions['connection'] {
    return this.pool;
  }

  openQueue(name: string): Queue {
    return openOn(name, this.pool);
  }

  handOver(queue: string, jobs: readonly NewJob[], stretch: Stretch): Promise<boolean> {
    return this.handingOver.execute(queue, jobs, stretch);
  }

  limitRate(rate: Rate): RateLimit {
    return toRateLimit(
      new RateLimiterPostgres({
        storeClient: this.pool,
        storeType: 'pool',
        schemaName: 'bullmq',
        tableName: RATES_TABLE,
        tableCreated: true,
        keyPrefix: rate.name,
        points: rate.perSecond,
        duration: 1,
        insuranceLimiter: insurance(rate),
      }),
    );
  }

  async ping(): Promise<void> {
    await this.pool.query('SELECT FROM bullmq.job LIMIT 1');
  }

  async close(): Promise<void> {
    await this.handingOver.close();
    await this.pool.end();
  }
}

function openOn(name: string, pool: pg.Pool): Queue {
  return new Queue(
    name,
    { connection: pool, prefix: `{${name}}` },
    createPostgresBackend,
  ) as unknown as Queue;
}

/** BullMQ's tables are not made by BullMQ itself: once, in the start or deploy step, and our marks with them. */
export async function migrateJobStore(databaseUrl: string): Promise<void> {
  // Whatever waits for a lock holds up all that come after it.
  const client = new pg.Client({ connectionString: databaseUrl, lock_timeout: 5_000 });
  await client.connect();
  try {
    await runMigrations(client);
    await client.query(CREATE_MARKS);
    await client.query(CREATE_RATES);
  } finally {
    await client.end();
  }
}
