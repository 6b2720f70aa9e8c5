import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Looks that somebody waits for are found without reading through a backlog of those that nobody waits for. */
export class Hastened1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `CREATE INDEX registrations_hastened ON registrations (merchant_id, next_poll_at)
      WHERE next_poll_at IS NOT NULL AND hastened_by IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `DROP INDEX registrations_hastened`);
  }
}
