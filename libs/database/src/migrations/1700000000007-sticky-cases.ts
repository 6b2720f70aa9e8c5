import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What keeps an open case looked at, and lets one that a person closed rest. */
export class StickyCases1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- Since when the bank has said what it says now (or another of the words for "not decided yet"). Apart from the anchor of
-- the schedule, which a payer who reloads sets anew: he must not keep a case from opening.
ALTER TABLE registrations ADD status_since timestamptz;

-- "Has a person closed this on the same facts?" is asked before every opening.
CREATE INDEX cases_closed ON cases (subject, reason) WHERE closed_at IS NOT NULL;
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `DROP INDEX cases_closed; ALTER TABLE registrations DROP status_since`);
  }
}
