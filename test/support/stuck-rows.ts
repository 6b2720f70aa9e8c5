import { randomUUID } from 'node:crypto';
import type { TestDatabase } from './database.js';

/** A case as Tolem would open it, on the newest page of an order; its look is not told to anybody. */
export async function openCase(
  db: TestDatabase,
  orderId: string,
  reason = 'amount_mismatch',
  detail: Record<string, unknown> = {},
): Promise<string> {
  const id = randomUUID();
  await db.sql(
    `INSERT INTO cases (id, reason, subject, shop_id, order_id, registration_id, merchant_id, amount_minor, currency, detail,
                        detail_hash, opened_at)
     SELECT $1, $3, 'order:' || o.id, o.shop_id, o.id, r.id, r.merchant_id, o.amount_minor, o.currency, $4, $5, tolem_now()
     FROM orders o JOIN registrations r ON r.order_id = o.id WHERE o.id = $2 ORDER BY r.attempt DESC LIMIT 1`,
    [id, orderId, reason, detail, id],
  );
  return id;
}

/**
 * The bank's latest word about every page of an order, put down as if it had just said so. `absent`: for the third time in ten
 * minutes, and the lifetime is over.
 */
export const bankSaid = (db: TestDatabase, orderId: string, status: string): Promise<unknown> =>
  db.sql(
    `UPDATE registrations SET status = $2,
       state = CASE WHEN $2 IN ('closed', 'charged', 'reversed', 'refunded') THEN 'closed' ELSE state END,
       next_poll_at = tolem_now() + interval '1 day',
       absences = CASE WHEN $2 = 'absent' THEN 3 ELSE 0 END,
       status_since = tolem_now() - interval '10 minutes',
       last_look_at = tolem_now(),
       last_answered_at = tolem_now(),
       expires_at = CASE WHEN $2 = 'absent' THEN tolem_now() ELSE expires_at END
     WHERE order_id = $1`,
    [orderId, status],
  );

/** The names of what operators did about a subject, oldest first. */
export async function deedsOn(db: TestDatabase, subject: string): Promise<string[]> {
  const rows = await db.sql<{ deed: string }>(
    `SELECT operator || ' ' || action AS deed FROM ops_audit WHERE subject = $1 ORDER BY id`,
    [subject],
  );
  return rows.map(({ deed }) => deed);
}

/** So many orders like this one, each with an open case of this reason. The bank knows nothing of them. */
export async function copyStuck(
  db: TestDatabase,
  orderId: string,
  count: number,
  reason: string,
): Promise<void> {
  await db.sql(
    `WITH copies AS (
       INSERT INTO orders SELECT copy.* FROM orders o, generate_series(1, $2) AS n,
         jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'order_number', 'copy-' || n)) AS copy
       WHERE o.id = $1 RETURNING *),
     pages AS (
       INSERT INTO registrations SELECT copy.* FROM registrations r, copies c,
         jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'order_id', c.id,
           'gateway_order_number', c.order_number, 'gateway_order_id', c.id, 'return_token', c.id)) AS copy
       WHERE r.order_id = $1 RETURNING *)
     INSERT INTO cases (id, reason, subject, shop_id, order_id, registration_id, merchant_id, amount_minor, currency, detail,
                        detail_hash, opened_at)
     SELECT gen_random_uuid(), $3, 'order:' || c.id, c.shop_id, c.id, p.id, p.merchant_id, c.amount_minor, c.currency, '{}',
            c.id::text, tolem_now()
     FROM copies c JOIN pages p ON p.order_id = c.id`,
    [orderId, count, reason],
  );
}
