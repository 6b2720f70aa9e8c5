import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log that is history and outbox in one, who reads it how far, and what a person has to look at. */
export class Events1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
CREATE TABLE events (
  -- Order of insertion. Within a subject it is the order of seq, because whoever writes holds the subject's row.
  id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  -- Given after the commit, by one publisher at a time: given before it, a reader could pass by a late committer.
  position bigint UNIQUE,
  event_id uuid NOT NULL UNIQUE,
  subject text NOT NULL,
  seq integer NOT NULL CHECK (seq >= 1),
  shop_id text,
  order_id uuid REFERENCES orders,
  type text NOT NULL,
  data jsonb NOT NULL,
  cause text NOT NULL,
  occurred_at timestamptz NOT NULL,
  UNIQUE (subject, seq)
);
CREATE INDEX events_unnumbered ON events (id) WHERE position IS NULL;
CREATE INDEX events_of_shop ON events (shop_id, position);
CREATE SEQUENCE event_positions CACHE 1;

-- Last seq of subjects that are not orders (an order carries its own). Locked after all order rows, in text order.
CREATE TABLE subjects (
  subject text PRIMARY KEY,
  last_seq integer NOT NULL DEFAULT 0
);

CREATE TABLE subscriptions (
  name text PRIMARY KEY,
  -- NULL: every type, every shop.
  types text[],
  shops text[],
  -- Only events after this position belong to the subscription.
  starts_after bigint NOT NULL,
  -- The last position handed over.
  cursor bigint NOT NULL,
  leased_until timestamptz,
  leased_by uuid,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'removed')),
  CHECK (cursor >= starts_after)
);

CREATE TABLE cases (
  id uuid PRIMARY KEY,
  reason text NOT NULL,
  subject text NOT NULL,
  shop_id text,
  order_id uuid REFERENCES orders,
  registration_id uuid REFERENCES registrations,
  amount_minor bigint,
  currency text,
  detail jsonb NOT NULL,
  -- A case that a person closed opens again only when the facts are others.
  detail_hash text NOT NULL,
  assignee text,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by text,
  note text,
  CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE UNIQUE INDEX one_open_case ON cases (subject, reason) WHERE closed_at IS NULL;
CREATE INDEX cases_open ON cases (opened_at) WHERE closed_at IS NULL;
CREATE INDEX cases_order ON cases (order_id);
`);
  }

  async down(): Promise<void> {
    throw new Error('The log is never taken away');
  }
}
