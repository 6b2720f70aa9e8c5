// Aim: the view `stuck_orders` names everything a person must look at and nothing else, by the rows alone, and finds it
// without reading through history. Method: rows written by SQL, no process at all, and Tolem's clock moved.
import { createDatabase, type TestDatabase } from '../support/database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createDatabase();
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.sql('TRUNCATE orders, registrations, operations, cases, registration_answers CASCADE');
  await db.sql(`UPDATE clock SET ahead = '0'`);
});

type Changes = Readonly<Record<string, unknown>>;

async function insert(table: string, row: Changes): Promise<string> {
  const columns = Object.keys(row);
  const places = columns.map((_, at) => `$${at + 1}`);
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO ${table} (id, ${columns.join(', ')}) VALUES (gen_random_uuid(), ${places.join(', ')}) RETURNING id`,
    Object.values(row),
  );
  return rows[0]!.id;
}

const NOW = new Date();
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
let counted = 0;

async function anOrder(changes: Changes = {}): Promise<string> {
  return insert('orders', {
    shop_id: 'shoes',
    order_number: `N-${(counted += 1)}`,
    amount_minor: 1000,
    currency: 'KZT',
    mode: 'charge',
    state: 'registered',
    success_url: 'https://shop.test/',
    language: 'en',
    lifetime_seconds: 1200,
    expires_at: NOW,
    created_at: NOW,
    updated_at: NOW,
    ...changes,
  });
}

async function aRegistration(orderId: string, changes: Changes = {}): Promise<string> {
  return insert('registrations', {
    order_id: orderId,
    merchant_id: 'main',
    attempt: 1,
    amount_minor: 1000,
    currency: 'KZT',
    mode: 'charge',
    lifetime_seconds: 1200,
    state: 'open',
    gateway_order_number: `N-${(counted += 1)}`,
    gateway_order_id: 'bank-1',
    return_token: `token-${counted}`,
    sent_at: NOW,
    call_deadline: NOW,
    sends_unaccounted: 0,
    status: 'open',
    phase: 'quiet',
    anchored_at: NOW,
    expires_at: NOW,
    next_poll_at: NOW,
    polls: 7,
    ...changes,
  });
}

const anOperation = (orderId: string, registrationId: string, changes: Changes = {}): Promise<string> =>
  insert('operations', {
    order_id: orderId,
    registration_id: registrationId,
    shop_id: 'shoes',
    kind: 'refund',
    amount_minor: 400,
    external_refund_id: String((counted += 1)).padStart(32, '0'),
    state: 'pending',
    asked_by: 'shop',
    created_at: NOW,
    updated_at: NOW,
    ...changes,
  });

const aCase = (changes: Changes): Promise<string> =>
  insert('cases', {
    reason: 'amount_mismatch',
    detail: {},
    detail_hash: '',
    opened_at: NOW,
    ...changes,
  });

const stuck = () => db.sql<Record<string, any>>('SELECT * FROM stuck_orders ORDER BY since');
const pass = (minutes: number) => db.sql(`UPDATE clock SET ahead = $1 * interval '1 minute'`, [minutes]);

it('is empty while everything is looked at in time', async () => {
  await aRegistration(await anOrder());
  await aRegistration(await anOrder({ state: 'declined' }), { state: 'closed', next_poll_at: null });
  await aRegistration(await anOrder({ state: 'paid' }), { state: 'closed', next_poll_at: null });
  expect(await stuck()).toEqual([]);
});

it('names open cases, with the order and what the bank said last', async () => {
  const orderId = await anOrder();
  const registrationId = await aRegistration(orderId);
  await db.sql('INSERT INTO registration_answers VALUES ($1, $2, $3)', [registrationId, {}, ago(30)]);
  const about = { subject: `order:${orderId}`, order_id: orderId, registration_id: registrationId };
  const caseId = await aCase({ ...about, shop_id: 'shoes', amount_minor: 1000, currency: 'KZT' });
  await aCase({ ...about, reason: 'disputed', closed_at: NOW, closed_by: 'operator:ann' });
  expect(await stuck()).toEqual([
    expect.objectContaining({
      reason: 'amount_mismatch',
      since: NOW,
      case_id: caseId,
      order_id: orderId,
      registration_id: registrationId,
      shop_id: 'shoes',
      merchant_id: 'main',
      amount_minor: '1000',
      currency: 'KZT',
      state: 'registered',
      status: 'open',
      answered_at: expect.any(Date),
      next_poll_at: NOW,
      tries: 7,
    }),
  ]);
});

it('names open cases of no order: of a merchant, of a subscription', async () => {
  await aCase({ reason: 'gateway_unreachable', subject: 'merchant:main', opened_at: ago(2) });
  await aCase({ reason: 'event_undelivered', subject: 'subscription:ledger', opened_at: ago(1) });
  expect((await stuck()).map((row) => [row.reason, row.merchant_id, row.subject])).toEqual([
    ['gateway_unreachable', 'main', 'merchant:main'],
    ['event_undelivered', null, 'subscription:ledger'],
  ]);
});

it('names looks that are overdue by more than five minutes of Tolem’s clock', async () => {
  const orderId = await anOrder();
  const registrationId = await aRegistration(orderId);
  await pass(4.9);
  expect(await stuck()).toEqual([]);
  await pass(5.1);
  expect(await stuck()).toEqual([
    expect.objectContaining({
      reason: 'look_overdue',
      since: NOW,
      order_id: orderId,
      registration_id: registrationId,
      amount_minor: '1000',
      state: 'registered',
    }),
  ]);
});

it('names operations that are unresolved after ten minutes, with their own amount', async () => {
  const orderId = await anOrder({ state: 'paid' });
  const registrationId = await aRegistration(orderId, { state: 'closed', next_poll_at: ago(-60) });
  const operationId = await anOperation(orderId, registrationId);
  await anOperation(orderId, registrationId, { state: 'done', created_at: ago(600) });
  await anOperation(orderId, registrationId, { state: 'refused', created_at: ago(600) });
  await pass(9.9);
  expect(await stuck()).toEqual([]);
  await pass(10.1);
  expect(await stuck()).toEqual([
    expect.objectContaining({
      reason: 'operation_unresolved',
      since: NOW,
      operation_id: operationId,
      order_id: orderId,
      registration_id: registrationId,
      amount_minor: '400',
      currency: 'KZT',
      merchant_id: 'main',
    }),
  ]);
});

it.each(['created', 'registered', 'authorized'])(
  'names an order that is %s and that nobody would look at again',
  async (state) => {
    const orderId = await anOrder({ state });
    await aRegistration(orderId, { state: 'closed', next_poll_at: null });
    const newest = await aRegistration(orderId, { attempt: 2, state: 'refused', next_poll_at: null });
    const bare = await anOrder({ state, updated_at: ago(-1) });
    expect((await stuck()).map((row) => [row.reason, row.order_id, row.registration_id])).toEqual([
      ['without_next_look', orderId, newest],
      ['without_next_look', bare, null],
    ]);
  },
);

it('is found by what is open, however long the history', async () => {
  await db.sql(
    `WITH o AS (
       INSERT INTO orders (id, shop_id, order_number, amount_minor, currency, mode, state, success_url, language,
                           lifetime_seconds, expires_at, created_at, updated_at)
       SELECT gen_random_uuid(), 'shoes', 'H-' || n, 1000, 'KZT', 'charge',
              CASE WHEN n % 100 = 0 THEN 'registered' ELSE 'declined' END, 'https://s.test/', 'en', 1200, now(), now(), now()
       FROM generate_series(1, 20000) AS n RETURNING id, order_number, state),
     r AS (
       INSERT INTO registrations (id, order_id, merchant_id, attempt, amount_minor, currency, mode, lifetime_seconds, state,
                                  gateway_order_number, gateway_order_id, return_token, sent_at, call_deadline,
                                  sends_unaccounted, phase, anchored_at, expires_at, next_poll_at)
       SELECT gen_random_uuid(), id, 'main', 1, 1000, 'KZT', 'charge', 1200,
              CASE WHEN state = 'registered' THEN 'open' ELSE 'closed' END, order_number, 'bank', order_number, now(), now(),
              0, 'quiet', now(), now(), CASE WHEN state = 'registered' THEN now() END
       FROM o RETURNING id, order_id),
     a AS (INSERT INTO registration_answers SELECT id, '{}', now() FROM r),
     c AS (
       INSERT INTO cases (id, reason, subject, order_id, registration_id, detail, detail_hash, opened_at, closed_at, closed_by)
       SELECT gen_random_uuid(), 'unknown_status', 'order:' || order_id, order_id, id, '{}', '', now(), now(), 'tolem' FROM r)
     INSERT INTO operations (id, order_id, registration_id, shop_id, kind, amount_minor, external_refund_id, state, asked_by,
                             created_at, updated_at)
     SELECT gen_random_uuid(), order_id, id, 'shoes', 'refund', 1, md5(id::text), 'done', 'shop', now(), now() FROM r`,
  );
  await db.sql('ANALYZE orders, registrations, registration_answers, operations, cases');
  const plan = await db.sql<{ 'QUERY PLAN': string }>('EXPLAIN SELECT * FROM stuck_orders');
  const scans = plan.map((row) => row['QUERY PLAN']).filter((line) => line.includes('Seq Scan'));
  expect(scans).toEqual([]);
});

it('is asked before each opening whether a person has closed the case, by an index', async () => {
  await db.sql(
    `INSERT INTO cases (id, reason, subject, detail, detail_hash, opened_at, closed_at, closed_by)
     SELECT gen_random_uuid(), 'unknown_status', 'order:' || n, '{}', '', now(), now(), 'tolem' FROM generate_series(1, 20000) AS n`,
  );
  await db.sql('ANALYZE cases');
  const plan = await db.sql<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT FROM cases WHERE subject = 'order:1' AND reason = 'unknown_status' AND detail_hash = ''
     AND closed_at IS NOT NULL AND closed_by <> 'tolem'`,
  );
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('cases_closed');
});
