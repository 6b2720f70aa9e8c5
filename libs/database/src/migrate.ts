import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

/** Any number works as long as nobody else uses it; this one spells "TOLE". */
const MIGRATION_LOCK = 0x544f4c45;

/** Brings the tables up to this version. Two at once wait for each other; answers the names of what was applied. */
export async function migrateDatabase(url: string): Promise<string[]> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await applyPending(url);
  } finally {
    await guard.end();
  }
}

async function applyPending(url: string): Promise<string[]> {
  const db = new DataSource({ type: 'postgres', url, migrations: MIGRATIONS });
  await db.initialize();
  try {
    const applied = await db.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } finally {
    await db.destroy();
  }
}
