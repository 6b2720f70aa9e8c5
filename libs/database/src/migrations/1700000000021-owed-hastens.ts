import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A reason to poll waits for no row that another one has locked: it is put down here, and a tick of the worker pays it. */
export class OwedHastens1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
CREATE TABLE owed_hastens (
  -- No foreign key: its check waits for the very row that is locked. Registrations are never deleted.
  registration_id uuid NOT NULL,
  -- As registrations.hastened_by; what each of them asked for is owed by itself.
  hastened_by text NOT NULL,
  apart_seconds double precision NOT NULL,
  after_payment boolean NOT NULL,
  one_poll boolean NOT NULL,
  -- More than one came: the second is paid as one that came too soon after the first.
  repeated boolean NOT NULL DEFAULT false,
  owed_at timestamptz NOT NULL,
  PRIMARY KEY (registration_id, hastened_by)
);
-- From this position on the present filter holds; what lies before it was given by another one.
ALTER TABLE subscriptions ADD COLUMN filtered_after bigint NOT NULL DEFAULT 0;
-- What each worker that lives is configured with: {"<name>": <its settings>}.
CREATE TABLE configured_subscriptions (
  process uuid PRIMARY KEY,
  subscriptions jsonb NOT NULL,
  seen_at timestamptz NOT NULL
);
-- For the same reason: a callback is written down whoever holds its registration.
ALTER TABLE callbacks DROP CONSTRAINT IF EXISTS callbacks_registration_id_fkey;
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
DROP TABLE owed_hastens, configured_subscriptions;
ALTER TABLE subscriptions DROP COLUMN filtered_after;
ALTER TABLE callbacks ADD FOREIGN KEY (registration_id) REFERENCES registrations
`);
  }
}
