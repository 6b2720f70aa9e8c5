import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { isDatabaseTrouble } from './database-trouble.js';

/** A hint waits no longer than this for a row: what could not be set is owed. */
const LONGEST_LOCK_WAIT_MS = 300;
/** For one of the connections; a hint that gets none is owed, too. */
const LONGEST_TURN_MS = 1_000;
const ANSWERS_WITHIN_MS = 5_000;

/**
 * Connections apart from the requests', made when they are first needed: two for hints, which must not keep others from the
 * database while they wait for a locked row, and one for readiness, which has to tell of the database and not of a queue.
 */
export class SpareConnections implements OnApplicationShutdown {
  private readonly logger = new Logger(SpareConnections.name);
  private readonly hints: pg.Pool;
  private readonly readiness: pg.Pool;
  private probing?: Promise<void>;

  constructor(url: string) {
    const shared = { connectionString: url, keepAlive: true, query_timeout: ANSWERS_WITHIN_MS };
    const options = `-c jit=off -c lock_timeout=${LONGEST_LOCK_WAIT_MS}`;
    this.hints = new pg.Pool({ ...shared, max: 2, connectionTimeoutMillis: LONGEST_TURN_MS, options });
    this.readiness = new pg.Pool({ ...shared, max: 1, connectionTimeoutMillis: ANSWERS_WITHIN_MS });
    for (const pool of [this.hints, this.readiness])
      pool.on('error', (error) => this.logger.warn(`A spare connection was lost: ${error.message}`));
  }

  /** One statement of a hint. Null: nothing was written, because a row is locked or no connection was to be had in time. */
  async hint<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[] | null> {
    try {
      return (await this.hints.query<Row>(sql, [...values])).rows;
    } catch (error) {
      if (isDatabaseTrouble(error)) return null;
      throw error;
    }
  }

  /** Throws while the database does not answer. All who want to know at once are told by one statement. */
  probe(): Promise<void> {
    this.probing ??= this.readiness
      .query('SELECT 1')
      .then(() => undefined)
      .finally(() => (this.probing = undefined));
    return this.probing;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.hints.end(), this.readiness.end()]);
  }
}
