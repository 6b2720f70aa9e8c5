import type { QueryRunner } from 'typeorm';

/**
 * For a migration that is not additive: an older version than this one must not run on the tables any more. Whoever deploys it
 * ends those processes first. It never goes down.
 */
export async function raiseOldestVersion(runner: QueryRunner, version: string): Promise<void> {
  await runner.query(
    `UPDATE oldest_version SET version = $1
     WHERE string_to_array(version, '.')::int[] < string_to_array($1, '.')::int[]`,
    [version],
  );
}
