import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OpsLookUps1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The page of an order tells which questions about many it was part of.
    await runner.query('CREATE INDEX bulk_ask_items_registration ON bulk_ask_items (registration_id)');
    // What is stuck can be filtered by the order's state: twenty thousand look-ups, for which the index alone is enough.
    await runner.query('CREATE INDEX orders_state_of ON orders (id) INCLUDE (state)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX orders_state_of');
    await runner.query('DROP INDEX bulk_ask_items_registration');
  }
}
