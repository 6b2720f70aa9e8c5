// Aim: the screens' questions read nothing through from end to end, however they are filtered, sorted and paged; pages are whole;
// thousands are asked about by rows alone. Method: twenty thousand orders by SQL, the reports themselves, and their plans taken
// from every statement they send.
import { TolemConfig } from '@app/config';
import type { Actor } from '@app/operators';
import { SEVERITIES, type StuckFilter } from '@app/orders';
import {
  GatewaysReport,
  OrderPageReport,
  ReportsModule,
  SearchOrders,
  STUCK_SORTS,
  StuckCountsReport,
  StuckReport,
} from '@app/reports';
import { BulkPoll, HastenModule } from '@app/reconciliation';
import { BulkPollReport } from '@app/reports';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { startOrders } from '../support/publisher.js';

const ORDERS = 20_000;
const STUCK = ORDERS / 8;

let db: TestDatabase;
let tolem: TestingModule;
beforeAll(async () => {
  db = await createDatabase();
  tolem = await startOrders(db.url, { more: [HastenModule, ReportsModule], merchants: ['main', 'second'] });
  await db.sql(
    `WITH o AS (
       INSERT INTO orders (id, shop_id, order_number, amount_minor, currency, mode, state, success_url, language,
                           lifetime_seconds, expires_at, created_at, updated_at)
       SELECT gen_random_uuid(), CASE WHEN n % 3 = 0 THEN 'books' ELSE 'shoes' END, 'H-' || n, n, 'KZT', 'charge',
              CASE WHEN n % 8 = 0 THEN 'registered' WHEN n % 2 = 0 THEN 'paid' ELSE 'declined' END, 'https://s.test/', 'en', 1200,
              now(), now() - n * interval '1 minute', now()
       FROM generate_series(1, ${ORDERS}) AS n RETURNING id, order_number, state, created_at, amount_minor, shop_id),
     r AS (
       INSERT INTO registrations (id, order_id, merchant_id, attempt, amount_minor, currency, mode, lifetime_seconds, state,
                                  gateway_order_number, gateway_order_id, return_token, sent_at, call_deadline,
                                  sends_unaccounted, status, phase, anchored_at, expires_at, next_poll_at, rrn)
       SELECT gen_random_uuid(), id, CASE WHEN amount_minor % 2 = 0 THEN 'main' ELSE 'second' END, 1, amount_minor, 'KZT', 'charge',
              1200, CASE WHEN state = 'registered' THEN 'open' ELSE 'closed' END, order_number || '-x', 'bank-' || order_number,
              order_number, now(), now(), 0, 'open', 'quiet', now(), now(),
              CASE WHEN state = 'registered' THEN now() + interval '1 hour' END, CASE WHEN state = 'paid' THEN 'rrn-' || order_number END
       FROM o RETURNING id, order_id, merchant_id),
     a AS (INSERT INTO registration_answers SELECT id, '{}', now() FROM r),
     e AS (
       INSERT INTO events (event_id, subject, seq, shop_id, order_id, type, data, cause, occurred_at)
       SELECT gen_random_uuid(), 'order:' || id, 1, shop_id, id, 'order.registered', '{}', 'shop', created_at FROM o)
     INSERT INTO cases (id, reason, subject, shop_id, order_id, registration_id, merchant_id, amount_minor, currency, detail,
                        detail_hash, assignee, opened_at)
     SELECT gen_random_uuid(), CASE WHEN o.amount_minor % 16 = 0 THEN 'unknown_status' ELSE 'amount_mismatch' END, 'order:' || o.id,
            o.shop_id, o.id, r.id, CASE WHEN o.amount_minor % 24 = 0 THEN NULL ELSE r.merchant_id END, o.amount_minor, 'KZT', '{}', '',
            CASE WHEN o.amount_minor % 40 = 0 THEN 'ann' END, o.created_at
     FROM o JOIN r ON r.order_id = o.id WHERE o.state = 'registered'`,
  );
  await db.sql('VACUUM ANALYZE');
});
afterAll(async () => {
  await tolem?.close();
  await db?.drop();
});

const stuck = () => tolem.get(StuckReport);
const list = (filter: StuckFilter = {}, more: object = {}) =>
  stuck().page(filter, { sort: 'since', limit: 50, offset: 0, ...more });

/** Every statement that `work` sends, explained. */
async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent = jest.spyOn(tolem.get(DataSource), 'query');
  await work();
  const statements = sent.mock.calls.map(([text, values]) => [text, values] as const);
  sent.mockRestore();
  const plans: string[] = [];
  for (const [text, values] of statements)
    plans.push(
      (await db.sql<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values as unknown[]))
        .map((row) => row['QUERY PLAN'])
        .join('\n'),
    );
  return plans;
}

const FILTERS: [string, StuckFilter][] = [
  ['nothing', {}],
  ['reasons', { reasons: ['unknown_status', 'disputed'] }],
  ['a shop', { shop: 'books' }],
  ['a merchant', { merchant: 'main' }],
  ['an open state', { state: 'registered' }],
  ['a state of history', { state: 'paid' }],
  ['nobody', { assignee: null }],
  ['somebody', { assignee: 'ann' }],
  ['a number', { q: 'H-800' }],
  [
    'all of it',
    { reasons: ['unknown_status'], shop: 'books', merchant: 'main', state: 'registered', assignee: null },
  ],
];
const HISTORY = /Seq Scan on (orders|registrations|events|registration_answers)\b/;

it.each(FILTERS)('filters what is stuck by %s and reads no history through', async (_what, filter) => {
  for (const sort of STUCK_SORTS)
    for (const plan of await plansOf(() => list(filter, { sort }))) expect(plan).not.toMatch(HISTORY);
  for (const plan of await plansOf(() => tolem.get(BulkPoll).plan({ filter })))
    expect(plan).not.toMatch(HISTORY);
});

it.each<[string, () => Promise<unknown>]>([
  ['facets', () => stuck().facets()],
  [
    'the bank’s troubles in the band',
    () => new GatewaysReport(tolem.get(DataSource), tolem.get(TolemConfig)).read(),
  ],
  ['the money that is stuck', () => new StuckCountsReport(tolem.get(DataSource)).read()],
  [
    'CSV',
    async () => {
      await stuck().pieces({}).next();
    },
  ],
  ['all orders', () => tolem.get(SearchOrders).execute({ limit: 50 })],
  ['orders of a state', () => tolem.get(SearchOrders).execute({ limit: 50, state: 'paid' })],
  ['orders of nobody', () => tolem.get(SearchOrders).execute({ limit: 50, shop: 'nobody' })],
  ['a number', () => tolem.get(SearchOrders).execute({ limit: 50, q: 'H-800' })],
  ['our number at the bank', () => tolem.get(SearchOrders).execute({ limit: 50, q: 'h-800-abcdefghij' })],
  ['a number of the bank', () => tolem.get(SearchOrders).execute({ limit: 50, q: 'rrn-H-802' })],
  [
    'the id of an event',
    () => tolem.get(SearchOrders).execute({ limit: 50, q: '019a207b-7052-7c37-8722-a87f68c37fc5' }),
  ],
  ['how numbers begin', () => tolem.get(SearchOrders).execute({ limit: 50, q: 'H-1' })],
  [
    'how numbers begin, of a shop and a state',
    () => tolem.get(SearchOrders).execute({ limit: 50, q: 'H-', shop: 'books', state: 'paid' }),
  ],
  [
    'one order',
    async () =>
      tolem.get(OrderPageReport).execute((await tolem.get(SearchOrders).execute({ limit: 1 })).items[0]!.id),
  ],
])('reads no history through for %s', async (_what, work) => {
  const plans = await plansOf(work);
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans) expect(plan).not.toMatch(HISTORY);
});

it('counts what matches, and shows each of it once, page by page, in every order', async () => {
  expect((await list()).total).toBe(STUCK);
  expect((await list({ shop: 'books' })).total).toBe(Math.floor(STUCK / 3));
  expect((await list({ merchant: 'main' })).total).toBe(STUCK);
  expect((await list({ assignee: 'ann' })).total).toBe(STUCK / 5);
  expect((await list({ assignee: null })).total).toBe(STUCK - STUCK / 5);
  expect((await list({ state: 'registered' })).total).toBe(STUCK);
  expect((await list({ state: 'paid' })).total).toBe(0);
  for (const sort of STUCK_SORTS) {
    const seen = [];
    for (let offset = 0; offset < STUCK; offset += 200)
      seen.push(...(await list({}, { sort, limit: 200, offset })).items);
    expect(new Set(seen.map(({ caseId }) => caseId)).size).toBe(STUCK);
    const by = sort.replace('-', '') as 'severity' | 'since' | 'amount' | 'reason';
    const values = seen.map((item) => (by === 'severity' ? SEVERITIES.indexOf(item.severity) : item[by]!));
    const sorted = values.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
    expect(values).toEqual(sort.startsWith('-') ? sorted.toReversed() : sorted);
  }
  expect((await list({}, { offset: 10 * STUCK })).items).toEqual([]);
  expect((await list({}, { offset: 10 * STUCK })).total).toBe(STUCK);
});

it('exports each of it once', async () => {
  const seen: (string | null)[] = [];
  for await (const piece of stuck().pieces({})) seen.push(...piece.map(({ caseId }) => caseId));
  expect([seen.length, new Set(seen).size]).toEqual([STUCK, STUCK]);
});

it('tells how much there is of each sort', async () => {
  expect(await stuck().facets()).toEqual({
    reasons: [
      { reason: 'amount_mismatch', count: STUCK / 2 },
      { reason: 'unknown_status', count: STUCK / 2 },
    ],
    shops: [
      { shopId: 'shoes', count: STUCK - Math.floor(STUCK / 3) },
      { shopId: 'books', count: Math.floor(STUCK / 3) },
    ],
    merchants: [{ merchantId: 'main', count: STUCK }],
    assignees: [
      { assignee: null, count: STUCK - STUCK / 5 },
      { assignee: 'ann', count: STUCK / 5 },
    ],
  });
});

it('goes through all orders page by page, each once, newest first', async () => {
  const search = tolem.get(SearchOrders);
  const seen: string[] = [];
  let after;
  for (let pages = 0; pages < 5; pages += 1) {
    const { items, next } = await search.execute({ limit: 200, shop: 'books', after });
    seen.push(...items.map(({ orderNumber }) => orderNumber));
    after = next ?? undefined;
  }
  expect(seen).toEqual(Array.from({ length: 1_000 }, (_, at) => `H-${3 * (at + 1)}`));
});

it('finds a number in whatever case it is typed, the one that is just so first', async () => {
  const search = tolem.get(SearchOrders);
  const numbers = async (q: string) =>
    (await search.execute({ q, limit: 3 })).items.map(({ orderNumber }) => orderNumber);
  expect(await numbers('h-19990')).toEqual(['H-19990']);
  expect(await numbers('h-199')).toEqual(['H-199', 'H-1990', 'H-1991']);
  // Older than all that begin so, and yet the one that was meant.
  expect(await numbers('h-2000')).toEqual(['H-2000', 'H-20000']);
  await db.sql(`UPDATE orders SET created_at = now() - interval '1 year' WHERE order_number = 'H-2'`);
  expect(await numbers('h-2')).toEqual(['H-2', 'H-20', 'H-21']);
  await db.sql(`UPDATE orders SET order_number = 'h-2' WHERE order_number = 'H-20'`);
  expect(await numbers('h-2')).toEqual(['h-2', 'H-2', 'H-21']);
  expect(await numbers('H-2')).toEqual(['H-2', 'h-2', 'H-21']);
  await db.sql(`UPDATE orders SET order_number = 'H-20' WHERE order_number = 'h-2'`);
  await db.sql(`UPDATE orders SET created_at = now() - interval '2 minutes' WHERE order_number = 'H-2'`);
  await db.sql(
    `UPDATE registrations SET gateway_order_number = 'H-40-7KQ2M9X4TA' WHERE gateway_order_number = 'H-40-x'`,
  );
  expect(await numbers('h-40-7kq2m9x4ta')).toEqual(['H-40']);
  expect(await numbers('BANK-h-40')).toEqual([]);
  expect((await list({ q: 'h-800' })).items.map(({ orderNumber }) => orderNumber)).toEqual(['H-800']);
});

it('goes on to further pages without what stood on the first one', async () => {
  const search = tolem.get(SearchOrders);
  const seen: string[] = [];
  let after;
  do {
    const { items, next } = await search.execute({ q: 'h-19', limit: 100, after });
    seen.push(...items.map(({ orderNumber }) => orderNumber));
    after = next ?? undefined;
  } while (after);
  expect([seen.length, new Set(seen).size, seen[0]]).toEqual([1_111, 1_111, 'H-19']);
});

it('finds by how a number begins whatever matches the rest, newest first, page by page', async () => {
  const search = tolem.get(SearchOrders);
  const [{ created: middle }] = (await db.sql(
    `SELECT created_at AS created FROM orders WHERE order_number = 'H-9990'`,
  )) as [{ created: Date }];
  const numbers = async (more: object) =>
    (await search.execute({ q: 'H-', limit: 3, ...more })).items.map(({ orderNumber }) => orderNumber);
  expect(await numbers({})).toEqual(['H-1', 'H-2', 'H-3']);
  expect(await numbers({ q: 'H-199' })).toEqual(['H-199', 'H-1990', 'H-1991']);
  expect(await numbers({ shop: 'books', state: 'registered' })).toEqual(['H-24', 'H-48', 'H-72']);
  expect(await numbers({ createdBefore: middle })).toEqual(['H-9991', 'H-9992', 'H-9993']);
  const after9990 = new Date(middle.getTime() + 1);
  expect(await numbers({ q: 'H-999', createdAfter: after9990 })).toEqual(['H-999']);
  const seen: string[] = [];
  let after;
  for (let pages = 0; pages < 6; pages += 1) {
    const { items, next } = await search.execute({ q: 'H-1', limit: 200, state: 'paid', after });
    seen.push(...items.map(({ orderNumber }) => orderNumber));
    after = next ?? undefined;
  }
  expect(new Set(seen).size).toBe(1_200);
  const values = seen.map((number) => Number(number.slice(2)));
  expect(values).toEqual(values.toSorted((one, other) => one - other));
});

it('puts into the audit how many were picked to be asked about, not all their ids', async () => {
  const ids = (await db.sql<{ id: string }>('SELECT id FROM orders LIMIT 1000')).map(({ id }) => id);
  // Without its row of the audit an ask is not written, so the orders stay as they were.
  const note = jest.fn().mockRejectedValue(new Error('no audit'));
  const asking = tolem.get(BulkPoll).execute({ name: 'bob', cause: 'operator:bob', audit: note }, { ids });
  await expect(asking).rejects.toThrow('no audit');
  expect(note.mock.calls[0]![1].detail).toEqual({
    ask: expect.any(String),
    registrations: expect.any(Number),
    picked: 1_000,
  });
});

it('takes no payer’s turn from him, and bears another ask about the same orders', async () => {
  await db.sql(
    `UPDATE registrations SET hastened_by = 'return' WHERE id = (
       SELECT id FROM registrations WHERE state = 'open' ORDER BY id LIMIT 1)`,
  );
  const asks = ['ann', 'bob'].map((name) =>
    tolem
      .get(BulkPoll)
      .execute({ name, cause: `operator:${name}`, audit: async () => undefined }, { filter: {} }),
  );
  for (const { registrations } of await Promise.all(asks)) expect(registrations).toBe(STUCK);
  const hastened = await db.sql(
    `SELECT hastened_by AS by, count(*)::int AS n FROM registrations WHERE hastened_by IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  expect(hastened).toEqual([
    { by: expect.stringMatching(/^operator:(ann|bob)$/), n: STUCK - 1 },
    { by: 'return', n: 1 },
  ]);
  await db.sql('DELETE FROM bulk_asks');
  await db.sql('UPDATE registrations SET hastened_by = NULL WHERE hastened_by IS NOT NULL');
  await db.sql(
    `UPDATE registrations SET next_poll_at = now() + interval '1 hour' WHERE next_poll_at IS NOT NULL`,
  );
});

it('asks about 2,300 of those that match by rows alone, in turn, and counts what has come of it', async () => {
  const ann: Actor = { name: 'ann', cause: 'operator:ann', audit: async () => undefined };
  await db.sql(`UPDATE cases SET reason = 'disputed' WHERE amount_minor <= 2300 * 8`);
  const asked = { filter: { reasons: ['disputed'] } };
  expect((await list(asked.filter)).total).toBe(2_300);
  expect(await tolem.get(BulkPoll).plan(asked)).toMatchObject({
    matching: 2_300,
    orders: 2_300,
    registrations: 2_300,
  });
  const { id, registrations } = await tolem.get(BulkPoll).execute(ann, asked);
  expect(registrations).toBe(2_300);
  const [due] = await db.sql<Record<string, number>>(
    `SELECT count(*)::int AS rows, count(DISTINCT next_poll_at)::int AS turns,
            extract(epoch FROM max(next_poll_at) - min(next_poll_at))::int AS seconds
     FROM registrations WHERE hastened_by = 'operator:ann'`,
  );
  // Nobody has agreed on a rate: eighty a second.
  expect(due).toEqual({ rows: 2_300, turns: 2_300, seconds: Math.round(2_299 / 80) });
  const progress = () => tolem.get(BulkPollReport).execute(id);
  expect(await progress()).toMatchObject({ registrations: 2_300, asked: 0, settled: 0 });
  await db.sql(
    `UPDATE registrations SET polls = polls + 1, failures = 0
     WHERE id IN (SELECT registration_id FROM bulk_ask_items ORDER BY registration_id LIMIT 1000)`,
  );
  await db.sql(
    `UPDATE cases SET closed_at = now(), closed_by = 'tolem'
     WHERE registration_id IN (SELECT registration_id FROM bulk_ask_items ORDER BY registration_id LIMIT 400)`,
  );
  expect(await progress()).toMatchObject({ registrations: 2_300, asked: 1_000, settled: 400 });
});
