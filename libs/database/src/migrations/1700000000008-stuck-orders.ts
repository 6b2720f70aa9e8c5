import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person must look at, told by the rows alone: it is the truth also when every worker is dead. */
export class StuckOrders1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- Open cases, looks that are overdue, operations nobody knows the end of, and orders that nobody would look at again (there
-- must be none). Each branch begins at an index of what is open; what is history is joined by its key.
CREATE VIEW stuck_orders AS
WITH stuck AS (
  SELECT reason, opened_at AS since, id AS case_id, subject, order_id, registration_id, NULL::uuid AS operation_id,
         shop_id, amount_minor, currency
  FROM cases WHERE closed_at IS NULL
  UNION ALL
  SELECT 'look_overdue', next_poll_at, NULL, 'order:' || order_id, order_id, id, NULL, NULL, NULL, NULL
  FROM registrations WHERE next_poll_at IS NOT NULL AND next_poll_at < tolem_now() - interval '5 minutes'
  UNION ALL
  SELECT 'operation_unresolved', created_at, NULL, 'order:' || order_id, order_id, registration_id, id, shop_id,
         amount_minor, NULL
  FROM operations WHERE state IN ('pending', 'unknown') AND created_at < tolem_now() - interval '10 minutes'
  UNION ALL
  SELECT 'without_next_look', o.updated_at, NULL, 'order:' || o.id, o.id, newest.id, NULL, o.shop_id, NULL, NULL
  FROM orders o
  LEFT JOIN LATERAL (
    SELECT r.id FROM registrations r WHERE r.order_id = o.id ORDER BY r.attempt DESC LIMIT 1) AS newest ON true
  WHERE o.state IN ('created', 'registered', 'authorized')
    AND NOT EXISTS (SELECT FROM registrations r WHERE r.order_id = o.id AND r.next_poll_at IS NOT NULL)
)
SELECT stuck.reason, stuck.since, stuck.case_id, stuck.subject, stuck.operation_id,
       stuck.order_id, o.order_number, o.state,
       coalesce(stuck.shop_id, o.shop_id) AS shop_id,
       coalesce(r.merchant_id, substring(stuck.subject FROM '^merchant:(.*)$')) AS merchant_id,
       -- The money in question: of the case or the operation where they name it, else of the order.
       coalesce(stuck.amount_minor, o.amount_minor) AS amount_minor,
       coalesce(stuck.currency, o.currency) AS currency,
       stuck.registration_id, r.gateway_order_id, r.state AS registration_state,
       r.status, r.status_since, answer.answered_at, r.next_poll_at,
       -- Looks in all, and those since the last one that the gateway answered.
       r.polls AS tries, r.failures
FROM stuck
-- LIMIT keeps the planner from reading through history when it takes what is stuck for more than it is.
LEFT JOIN LATERAL (SELECT * FROM orders WHERE id = stuck.order_id LIMIT 1) AS o ON true
LEFT JOIN LATERAL (SELECT * FROM registrations WHERE id = stuck.registration_id LIMIT 1) AS r ON true
LEFT JOIN LATERAL (SELECT * FROM registration_answers WHERE registration_id = r.id LIMIT 1) AS answer ON true;
COMMENT ON COLUMN stuck_orders.answered_at IS 'When the bank first gave the answer that it has given since';
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `DROP VIEW stuck_orders`);
  }
}
