import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Callbacks that nothing proves to be the bank's: how many, and what they looked like, so that a wrong key is seen. */
export class UnverifiedCallbacks1700000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- One row a minute, however many come: anybody can send them.
CREATE TABLE unverified_callbacks (
  merchant_id text NOT NULL,
  -- Why they count for nothing.
  reason text NOT NULL,
  minute timestamptz NOT NULL,
  times bigint NOT NULL CHECK (times >= 1),
  -- The latest, newest first, each cut short and redacted.
  samples jsonb NOT NULL CHECK (jsonb_typeof(samples) = 'array'),
  last_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, reason, minute)
);
-- What is old is deleted, whosever it is.
CREATE INDEX unverified_callbacks_minute ON unverified_callbacks (minute);
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unverified_callbacks');
  }
}
