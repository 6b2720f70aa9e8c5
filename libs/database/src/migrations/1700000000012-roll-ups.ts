import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the operations page draws, counted once when it happens: nobody counts a million orders to draw a line. */
export class RollUps1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- A handler in the worker reads the log with a cursor, too, moved in the transaction of what it writes. It has no queue, no
-- lease and no mark; its name is one that no configuration can give.
ALTER TABLE subscriptions
  ADD kind text NOT NULL DEFAULT 'queue' CHECK (kind IN ('queue', 'internal')),
  ADD CHECK ((kind = 'internal') = (name LIKE 'tolem:%'));

-- Looks at the registration until this fact was known. A figure of ours, announced to nobody; here, because the registration's
-- own counter goes on, and a log that is read again must tell the same.
ALTER TABLE events ADD polls integer CHECK (polls >= 0);

-- Hours are those in which the facts were found, not those in which they were counted.
CREATE TABLE state_entries (
  hour timestamptz NOT NULL,
  state text NOT NULL,
  orders bigint NOT NULL CHECK (orders > 0),
  PRIMARY KEY (hour, state)
);

-- From the bank's time to our event. Bucket b holds delays from 0.1 s * 1.1^b up to the next: 5% is near enough.
CREATE TABLE detection_delays (
  hour timestamptz NOT NULL,
  bucket integer NOT NULL CHECK (bucket >= 0),
  events bigint NOT NULL CHECK (events > 0),
  PRIMARY KEY (hour, bucket)
);

CREATE TABLE settled_orders (
  hour timestamptz PRIMARY KEY,
  orders bigint NOT NULL CHECK (orders > 0),
  polls bigint NOT NULL CHECK (polls >= 0)
);

-- Calls of the gateway by all processes, added up. For people, never read by what decides.
CREATE TABLE gateway_calls (
  minute timestamptz NOT NULL,
  merchant_id text NOT NULL,
  calls bigint NOT NULL CHECK (calls > 0),
  failures bigint NOT NULL CHECK (failures BETWEEN 0 AND calls),
  total_ms bigint NOT NULL CHECK (total_ms >= 0),
  max_ms bigint NOT NULL CHECK (max_ms >= 0),
  PRIMARY KEY (minute, merchant_id)
);
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
DROP TABLE state_entries, detection_delays, settled_orders, gateway_calls;
DELETE FROM subscriptions WHERE kind = 'internal';
ALTER TABLE subscriptions DROP kind;
ALTER TABLE events DROP polls;
`);
  }
}
