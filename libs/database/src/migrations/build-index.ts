import type { QueryRunner } from 'typeorm';

/**
 * Builds an index while others go on writing. For tables that grow: a plain CREATE INDEX stops every write for as long as it takes.
 * The migration needs `transaction = false`. What a build that was cut off left behind is invalid, and is built anew.
 *
 * @param definition what follows the name: `ON orders (state)`
 */
export async function buildIndex(
  runner: QueryRunner,
  name: string,
  definition: string,
  { unique = false } = {},
): Promise<void> {
  const [left] = await runner.query(
    'SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid',
    [name],
  );
  // It waits for every older transaction, a report or a backup among them, and nobody has to wait for it.
  const [{ limit }] = await runner.query(`SELECT current_setting('lock_timeout') AS limit`);
  await runner.query('SET lock_timeout = 0');
  try {
    if (left) await runner.query(`DROP INDEX CONCURRENTLY ${name}`);
    await runner.query(
      `CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY IF NOT EXISTS ${name} ${definition}`,
    );
  } finally {
    await runner.query(`SELECT set_config('lock_timeout', $1, false)`, [limit]);
  }
}
