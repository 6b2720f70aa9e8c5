import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bank that does not know a page once may only have lost sight of it: how often it said so in a row is counted. */
export class Absences1700000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The version before does not count, so that while it runs beside this one the words need not be in a row.
    await runner.query(/* sql */ `
ALTER TABLE registrations ADD COLUMN IF NOT EXISTS absences integer NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE registrations DROP COLUMN absences');
  }
}
