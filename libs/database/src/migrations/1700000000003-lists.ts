import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The question every list of a shop's orders asks: newest first, from a place on. */
export class Lists1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `CREATE INDEX orders_of_shop ON orders (shop_id, created_at DESC, id DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `DROP INDEX orders_of_shop`);
  }
}
