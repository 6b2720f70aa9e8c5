import type { TestDatabase } from './database.js';

/** An order with one registration, and the registration's id; `look` and `deadline` in seconds from now. */
export async function claimedRow(
  db: TestDatabase,
  state: string,
  look: number | null,
  deadline: number,
): Promise<string> {
  const [row] = await db.sql<{ id: string }>(
    `WITH o AS (
       INSERT INTO orders (id, shop_id, order_number, amount_minor, currency, mode, state, success_url, language,
         lifetime_seconds, expires_at, created_at, updated_at)
       SELECT id, 'shoes', id, 1000, 'KZT', 'charge', 'created', 'https://shop.test/', 'ru', 1200, now(), now(), now()
       FROM (SELECT gen_random_uuid() AS id) AS new RETURNING id)
     INSERT INTO registrations (id, order_id, merchant_id, attempt, amount_minor, currency, mode, lifetime_seconds, state,
       gateway_order_number, gateway_order_id, return_token, sent_at, call_deadline, sends_unaccounted, phase, anchored_at, next_poll_at,
       expires_at)
     SELECT id, id, 'main', 1, 1000, 'KZT', 'charge', 1200, $1, left(id::text, 32), id, id, now(),
       tolem_now() + $3 * interval '1 second', 0, 'quiet', now(), tolem_now() + $2 * interval '1 second', now()
     FROM o RETURNING id`,
    [state, look, deadline],
  );
  return row!.id;
}
