import type { QueryRunner } from 'typeorm';

/**
 * For a migration that is not additive: an older version than this one must not run on the tables any more. Whoever deploys it
 * ends those processes first. It never goes down.
 */
export async function raiseOldestVersion(runner: QueryRunner, version: string): Promise<void> {
  await runner.query(
    `INSERT INTO oldest_version (version) VALUES ($1)
     ON CONFLICT (is_only) DO UPDATE SET version = excluded.version
     WHERE string_to_array(oldest_version.version, '.')::int[] < string_to_array($1, '.')::int[]`,
    [version],
  );
}
