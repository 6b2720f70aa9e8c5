import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How each process last saw each merchant's gateway: for people, never read by what decides. */
export class MerchantHealth1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
CREATE TABLE merchant_health (
  merchant_id text NOT NULL,
  -- One run of one process.
  process uuid NOT NULL,
  trouble text NOT NULL CHECK (trouble IN ('gateway_unreachable', 'credentials_refused')),
  holds boolean NOT NULL,
  why text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, process, trouble)
);
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `DROP TABLE merchant_health`);
  }
}
