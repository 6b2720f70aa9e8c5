// Aim: what was claimed and could not be handed on waits for nothing: it is due now. Method: rows written by SQL, claimed
// for two minutes, and the repository itself.
import { RegistrationsRepository } from '@app/orders';
import type { TestingModule } from '@nestjs/testing';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { startOrders } from '../support/publisher.js';

jest.setTimeout(30_000);

let db: TestDatabase;
let tolem: TestingModule;
beforeAll(async () => {
  db = await createDatabase();
  tolem = await startOrders(db.url);
});
afterAll(async () => {
  await tolem?.close();
  await db?.drop();
});

/** An order with one registration; `look` and `deadline` in seconds from now. */
async function claimed(state: string, look: number | null, deadline: number): Promise<string> {
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

it.each<[string, string, number | null, number, number | null]>([
  ['a page that is open', 'open', 120, -600, 0],
  ['one whose caller died', 'sending', 120, -20, 0],
  ['one whose caller may still write', 'sending', 120, 20, 20],
  ['one that is due already', 'open', -60, -600, -60],
  ['one that nobody looks at any more', 'closed', null, -600, null],
])('%s', async (_, state, look, deadline, due) => {
  const id = await claimed(state, look, deadline);
  const other = await claimed(state, look, deadline);
  await tolem.get(RegistrationsRepository).giveBack([id]);
  const dueIn = async (of: string): Promise<number | null> => {
    const [row] = await db.sql<{ seconds: number | null }>(
      `SELECT extract(epoch FROM next_poll_at - tolem_now())::float AS seconds FROM registrations WHERE id = $1`,
      [of],
    );
    return row!.seconds;
  };
  expect(roughly(await dueIn(id))).toBe(due);
  expect(roughly(await dueIn(other))).toBe(look);
});

/** To ten seconds: this test takes less. */
const roughly = (seconds: number | null): number | null => seconds && Math.round(seconds / 10) * 10 + 0;
