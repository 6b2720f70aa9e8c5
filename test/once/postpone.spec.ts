// Aim: an order is put to a person when the bank has not answered about it for long, and neither for an outage that is
// everybody's nor for a failure that somebody else's answer has overtaken. Method: a row written by SQL with eleven failures, and
// the twelfth.
import type { GatewayGuard } from '@app/gateway';
import { RaiseCase, RegistrationsRepository } from '@app/orders';
import type { TestingModule } from '@nestjs/testing';
import { PostponeLook } from '../../libs/reconciliation/src/postpone-look.js';
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

async function almostGivenUp(): Promise<string> {
  const [row] = await db.sql<{ id: string }>(
    `WITH o AS (
       INSERT INTO orders (id, shop_id, order_number, amount_minor, currency, mode, state, success_url, language,
         lifetime_seconds, expires_at, created_at, updated_at)
       SELECT id, 'shoes', id, 1000, 'KZT', 'charge', 'registered', 'https://shop.test/', 'ru', 1200, now(), now(), now()
       FROM (SELECT gen_random_uuid() AS id) AS new RETURNING id)
     INSERT INTO registrations (id, order_id, merchant_id, attempt, amount_minor, currency, mode, lifetime_seconds, state,
       gateway_order_number, gateway_order_id, return_token, sent_at, call_deadline, sends_unaccounted, phase, anchored_at,
       next_poll_at, expires_at, failures)
     SELECT id, id, 'main', 1, 1000, 'KZT', 'charge', 1200, 'open', left(id::text, 32), id, id, now(), now(), 0, 'quiet', now(),
       now(), now(), 11
     FROM o RETURNING id`,
  );
  return row!.id;
}

it.each([
  ['is put to a person the twelfth time', { healthy: true, overtaken: false }, ['unknown_status'], 12],
  ['is nothing of its own in an outage', { healthy: false, overtaken: false }, [], 11],
  ['is no news once something else was learnt', { healthy: true, overtaken: true }, [], 11],
])('what is not answered %s', async (_, { healthy, overtaken }, reasons, failures) => {
  const id = await almostGivenUp();
  const registrations = tolem.get(RegistrationsRepository);
  const [asked] = await registrations.findAll([id]);
  if (overtaken) await db.sql('UPDATE registrations SET version = version + 1 WHERE id = $1', [id]);
  const guard = { isHealthy: () => healthy } as unknown as GatewayGuard;
  const postpone = new PostponeLook(registrations, guard, tolem.get(RaiseCase));
  await postpone.execute(asked!, { kind: 'silent', reason: 'no answer' });
  const cases = await db.sql<{ reason: string }>('SELECT reason FROM cases WHERE order_id = $1', [id]);
  expect(cases.map(({ reason }) => reason)).toEqual(reasons);
  expect((await registrations.findAll([id]))[0]!.failures).toBe(failures);
});
