import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource, QueryFailedError } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

/** Any number works as long as nobody else uses it; this one spells "TOLE". */
const MIGRATION_LOCK = 0x544f4c45;

/** A migration that waits for a table's lock holds up all who come after it, so it gives up soon. */
const LOCK_TIMEOUT_MS = 5_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** A statement that waited for the other would hold up the building of an index, which waits for all older ones. */
const TRY_AGAIN_MS = 200;

/** Brings the tables up to this version. Two at once wait for each other; answers the names of what was applied. */
export async function migrateDatabase(url: string): Promise<string[]> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    while (!(await takeTurn(guard))) await sleep(TRY_AGAIN_MS);
    return await applyPending(url);
  } finally {
    await guard.end();
  }
}

async function takeTurn(guard: pg.Client): Promise<boolean> {
  const { rows } = await guard.query('SELECT pg_try_advisory_lock($1) AS taken', [MIGRATION_LOCK]);
  return rows[0].taken;
}

async function applyPending(url: string): Promise<string[]> {
  const extra = { lock_timeout: LOCK_TIMEOUT_MS };
  const db = new DataSource({ type: 'postgres', url, migrations: MIGRATIONS, extra });
  await db.initialize();
  try {
    const applied = await db.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } catch (error) {
    if (isLockTimeout(error))
      throw new Error(
        `Others kept a table locked for more than ${LOCK_TIMEOUT_MS / 1000} s. What has been applied stays: run it again for the rest`,
        { cause: error },
      );
    throw error;
  } finally {
    await db.destroy();
  }
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof QueryFailedError && error.driverError?.code === LOCK_NOT_AVAILABLE;
