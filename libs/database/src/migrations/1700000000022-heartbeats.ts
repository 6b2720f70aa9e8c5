import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

/** What the dashboard needs on a bad morning: which processes live, and an order's number found in whatever case it is typed. */
export class Heartbeats1700000000022 implements MigrationInterface {
  /** An index is built while orders are written. */
  readonly transaction = false as const;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- By its row a process says that it lives; for people, never read by what decides. One that ends cleanly takes its row away.
CREATE TABLE IF NOT EXISTS heartbeats (
  -- One run of one process.
  process uuid PRIMARY KEY,
  app text NOT NULL,
  started_at timestamptz NOT NULL,
  beat_at timestamptz NOT NULL
);
`);
    // registration_answers knows when the bank first gave the answer that it has given since: that stands still while all is the same.
    await runner.query('ALTER TABLE registrations ADD COLUMN IF NOT EXISTS last_answered_at timestamptz');
    await buildIndex(
      runner,
      'orders_order_number_any_case',
      'ON orders (upper(order_number) text_pattern_ops)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX orders_order_number_any_case');
    await runner.query('ALTER TABLE registrations DROP COLUMN last_answered_at');
    await runner.query('DROP TABLE heartbeats');
  }
}
