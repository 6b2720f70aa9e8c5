import type { TestDatabase } from './database.js';
import type { RedisServer } from './redis.js';

/** Everything that BullMQ and we keep in the job store is gone at once, as after a FLUSHALL. */
export async function wipeJobStore(db: TestDatabase, redis?: RedisServer): Promise<void> {
  if (redis) {
    await redis.ask((client) => client.flushall());
    return;
  }
  // What BullMQ has migrated stays, as it would in a schema that was dropped and deployed again.
  const tables = await db.sql<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'
     -- First what a hand-over takes first, so that the two do not wait for each other.
     ORDER BY tablename <> 'tolem_marks'`,
  );
  await db.sql(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
}
