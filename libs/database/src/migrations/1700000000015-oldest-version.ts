import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row: the oldest version of Tolem that may run on these tables. Versions before 0.2.0 refuse anything newer by themselves. */
export class OldestVersion1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
CREATE TABLE oldest_version (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  version text NOT NULL CHECK (version ~ '^\\d+\\.\\d+\\.\\d+$')
);
INSERT INTO oldest_version (version) VALUES ('0.2.0');
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE oldest_version');
  }
}
