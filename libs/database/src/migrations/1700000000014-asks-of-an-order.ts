import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AsksOfAnOrder1700000000014 implements MigrationInterface {
  /** The page of an order tells which questions about many it was part of. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX bulk_ask_items_registration ON bulk_ask_items (registration_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX bulk_ask_items_registration');
  }
}
