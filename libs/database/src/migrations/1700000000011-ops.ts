import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the dashboard reads and writes beside its operators: lists and look-ups that stay quick among millions, bulk asks. */
export class Ops1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- Whoever has any number of an order in hand finds it. gateway_order_number needs nothing more: it is unique per merchant.
CREATE INDEX orders_order_number ON orders (order_number text_pattern_ops);
CREATE INDEX registrations_rrn ON registrations (rrn) WHERE rrn IS NOT NULL;
-- All orders, newest first, of every shop; in one state, or in whatever.
CREATE INDEX orders_newest ON orders (created_at DESC, id DESC);
CREATE INDEX orders_of_state ON orders (state, created_at DESC, id DESC);

-- Open orders are only ever met with their registrations, so by id: that takes two indexes and no heap.
DROP INDEX orders_open;
CREATE INDEX orders_open ON orders (id) WHERE state IN ('created', 'registered', 'authorized');

-- An operator asks about thousands at once: they are no payers who wait, and these are found without reading through them.
DROP INDEX registrations_hastened;
CREATE INDEX registrations_hastened ON registrations (merchant_id, next_poll_at)
  WHERE next_poll_at IS NOT NULL AND hastened_by IN ('return', 'callback', 'shop');

-- Whose gateway it is about: lists of what is stuck are filtered by it, and must not look up a registration for each row.
ALTER TABLE cases ADD merchant_id text;
UPDATE cases SET merchant_id = r.merchant_id FROM registrations r WHERE r.id = cases.registration_id;
UPDATE cases SET merchant_id = substring(subject FROM '^merchant:(.*)$') WHERE subject LIKE 'merchant:%';

-- When the gateway was last asked, whether it answered or not.
ALTER TABLE registrations ADD last_look_at timestamptz;

DROP VIEW stuck_orders;
-- What a person must look at, before anything is joined to it: to be filtered, counted and sorted. Open cases, looks that are
-- overdue, operations nobody knows the end of, and orders that nobody would look at again (there must be none). Each branch
-- begins at an index of what is open. 'key' names a row; shop_id and merchant_id are null where only a join would tell.
CREATE VIEW stuck_items AS
SELECT id AS key, reason, opened_at AS since, id AS case_id, subject, order_id, registration_id, NULL::uuid AS operation_id,
       shop_id, merchant_id, amount_minor, currency, assignee
FROM cases WHERE closed_at IS NULL
UNION ALL
SELECT id, 'look_overdue', next_poll_at, NULL, 'order:' || order_id, order_id, id, NULL,
       NULL, merchant_id, amount_minor, currency, NULL
FROM registrations WHERE next_poll_at IS NOT NULL AND next_poll_at < tolem_now() - interval '5 minutes'
UNION ALL
SELECT id, 'operation_unresolved', created_at, NULL, 'order:' || order_id, order_id, registration_id, id,
       shop_id, NULL, amount_minor, NULL, NULL
FROM operations WHERE state IN ('pending', 'unknown') AND created_at < tolem_now() - interval '10 minutes'
UNION ALL
SELECT coalesce(newest.id, open.id), 'without_next_look', o.updated_at, NULL, 'order:' || open.id, open.id, newest.id, NULL,
       o.shop_id, newest.merchant_id, o.amount_minor, o.currency, NULL
FROM orders open
LEFT JOIN LATERAL (
  SELECT r.id FROM registrations r WHERE r.order_id = open.id AND r.next_poll_at IS NOT NULL LIMIT 1) AS watched ON true
JOIN LATERAL (SELECT * FROM orders WHERE id = open.id LIMIT 1) AS o ON true
LEFT JOIN LATERAL (
  SELECT r.id, r.merchant_id FROM registrations r WHERE r.order_id = open.id ORDER BY r.attempt DESC LIMIT 1) AS newest ON true
WHERE open.state IN ('created', 'registered', 'authorized')
  -- First the many that have a payable page, and by a CHECK of the table a next look at it, from two indexes side by side.
  AND NOT EXISTS (
    SELECT FROM registrations r WHERE r.order_id = open.id AND r.state IN ('sending', 'recovering', 'open'))
  AND watched.id IS NULL;

CREATE VIEW stuck_orders AS
SELECT stuck.reason, stuck.since, stuck.case_id, stuck.subject, stuck.operation_id,
       stuck.order_id, o.order_number, o.state,
       coalesce(stuck.shop_id, o.shop_id) AS shop_id,
       coalesce(stuck.merchant_id, r.merchant_id, substring(stuck.subject FROM '^merchant:(.*)$')) AS merchant_id,
       -- The money in question: of the case or the operation where they name it, else of the order.
       coalesce(stuck.amount_minor, o.amount_minor) AS amount_minor,
       coalesce(stuck.currency, o.currency) AS currency,
       stuck.registration_id, r.gateway_order_id, r.state AS registration_state,
       r.status, r.status_since, answer.answered_at, r.last_look_at, r.next_poll_at,
       -- Looks in all, and those since the last one that the gateway answered.
       r.polls AS tries, r.failures, stuck.assignee, stuck.key
FROM stuck_items AS stuck
-- LIMIT keeps the planner from reading through history when it takes what is stuck for more than it is.
LEFT JOIN LATERAL (SELECT * FROM orders WHERE id = stuck.order_id LIMIT 1) AS o ON true
LEFT JOIN LATERAL (SELECT * FROM registrations WHERE id = stuck.registration_id LIMIT 1) AS r ON true
LEFT JOIN LATERAL (SELECT * FROM registration_answers WHERE registration_id = r.id LIMIT 1) AS answer ON true;
COMMENT ON COLUMN stuck_orders.answered_at IS 'When the bank first gave the answer that it has given since';

-- "Ask the bank now" for many at once: the rows are made due here and then, these tell how far it has come.
CREATE TABLE bulk_asks (
  id uuid PRIMARY KEY,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  registrations integer NOT NULL CHECK (registrations >= 0)
);
CREATE TABLE bulk_ask_items (
  ask_id uuid NOT NULL REFERENCES bulk_asks ON DELETE CASCADE,
  registration_id uuid NOT NULL REFERENCES registrations,
  -- As they were: whatever has changed since was looked at since.
  polls integer NOT NULL,
  faults integer NOT NULL,
  -- Its turn, so that thousands of one merchant do not all stand before those whose time has come.
  due_after interval NOT NULL,
  PRIMARY KEY (ask_id, registration_id)
);
`);
  }

  async down(): Promise<void> {
    throw new Error('What operators have asked is never taken away');
  }
}
