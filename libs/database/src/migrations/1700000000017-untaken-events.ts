import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One bad event stops no projection for ever: it is tried some times, and then set aside for a person to see. */
export class UntakenEvents1700000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- Events that a handler inside Tolem could not take. Tries are counted here, for all workers and across their ends.
CREATE TABLE untaken_events (
  subscription text NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
  position bigint NOT NULL,
  event_id uuid NOT NULL,
  tries integer NOT NULL CHECK (tries >= 1),
  -- Of the last try.
  error text NOT NULL,
  -- The cursor has passed it: what the handler writes lacks this event.
  set_aside_at timestamptz,
  PRIMARY KEY (subscription, position)
);
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE untaken_events');
  }
}
