import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the bank has told us without being asked, where its signature was right. */
export class Callbacks1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
CREATE TABLE callbacks (
  id uuid PRIMARY KEY,
  merchant_id text NOT NULL,
  -- SHA-256 of the sorted pairs, without the checksum: the bank repeats what it thinks we have not heard.
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  -- Null: an order of this merchant that we did not register.
  registration_id uuid REFERENCES registrations,
  gateway_order_number text NOT NULL,
  gateway_order_id text NOT NULL,
  operation text NOT NULL,
  status text NOT NULL,
  -- By an allow-list of parameters: no card, no address, nothing a payer typed.
  said jsonb NOT NULL,
  times integer NOT NULL DEFAULT 1 CHECK (times >= 1),
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  UNIQUE (merchant_id, digest)
);
-- All that was said of an order.
CREATE INDEX callbacks_registration ON callbacks (registration_id) WHERE registration_id IS NOT NULL;
-- Have callbacks lately been arriving for this merchant?
CREATE INDEX callbacks_latest ON callbacks (merchant_id, last_at);
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `DROP TABLE callbacks`);
  }
}
