import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was handed over and lost with its store is handed over again. */
export class Replays1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
ALTER TABLE subscriptions
  -- How far back to go when the store does not even know how much it has lost.
  ADD replay_after_loss interval NOT NULL DEFAULT '48 hours',
  -- How often the cursor went back; it names the jobs of a replay.
  ADD replays integer NOT NULL DEFAULT 0,
  -- Up to this position events were handed over before: under their own id a job that is kept there would block them.
  ADD replay_until bigint NOT NULL DEFAULT 0;

-- "Since when": a subscription that starts at a date, a replay. The log grows in the order of time, so a coarse index will do.
CREATE INDEX events_occurred_at ON events USING brin (occurred_at);
`);
  }

  async down(): Promise<void> {
    throw new Error('Whoever forgets a replay hands over events under ids that may be taken');
  }
}
