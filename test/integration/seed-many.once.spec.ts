// Aim: the seed fills only what it may, with rows that Tolem could have written; and the overview's figures of what is stuck are
// those of the view, for every reason there is. Method: the command itself, small, on databases of the test's own.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { RunProjections, toCloudEvent } from '@app/events';
import { CASE_REASONS, ROLL_UPS } from '@app/orders';
import { StuckCountsReport } from '@app/reports';
import { readEvent } from '@app/subscriber';
import { DataSource } from 'typeorm';
import { EventRow } from '../../libs/events/src/event.row.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { Publisher } from '../support/publisher.js';

let db: TestDatabase;
let publisher: Publisher;
beforeAll(async () => {
  db = await createDatabase();
  publisher = await Publisher.start(db.url, [{ name: 'ledger', from: 'beginning' }]);
  await fill('--orders', '4000', '--cases', '200');
});
afterAll(async () => {
  await publisher?.stop();
  await db?.drop();
});

const run = (url: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [path.resolve(__dirname, '../bench/seed/seed-many.mjs'), ...args], {
    env: { ...process.env, DATABASE_URL: url },
  });
const fill = (...args: string[]) => run(db.url, '--yes-fill-this-database', ...args);
const countOf = async (table: string): Promise<number> =>
  (await db.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]!.count;

it('fills nothing without its flag, and no database that has orders', async () => {
  await expect(run(db.url)).rejects.toMatchObject({
    stderr: expect.stringContaining('--yes-fill-this-database'),
  });
  await expect(fill()).rejects.toMatchObject({ stderr: expect.stringContaining('filled already') });
  const other = await createDatabase();
  await other.sql(
    `INSERT INTO orders (id, shop_id, order_number, amount_minor, currency, mode, state, success_url, language,
                         lifetime_seconds, expires_at, created_at, updated_at)
     VALUES (gen_random_uuid(), 'shoes', 'N-1', 1, 'KZT', 'charge', 'created', 'https://s.test/', 'en', 1200, now(), now(), now())`,
  );
  await expect(run(other.url, '--yes-fill-this-database')).rejects.toMatchObject({
    stderr: expect.stringContaining('orders of its own'),
  });
  await other.drop();
});

it('writes as many as it was asked for, with a case of every reason', async () => {
  expect([await countOf('orders'), await countOf('registrations')]).toEqual([4_000, 4_000]);
  const reasons = await db.sql<{ reason: string }>('SELECT DISTINCT reason FROM cases ORDER BY reason');
  expect(reasons.map(({ reason }) => reason)).toEqual([...CASE_REASONS].sort());
  expect(await countOf('cases')).toBe(200 + 6);
});

it('tells of each order what became of it, without a gap', async () => {
  const gaps = await db.sql(
    `SELECT o.id FROM orders o LEFT JOIN events e ON e.subject = 'order:' || o.id
     GROUP BY o.id HAVING count(e) <> o.last_seq OR coalesce(max(e.seq), 0) <> o.last_seq`,
  );
  expect(gaps).toEqual([]);
  const differing = await db.sql(
    `SELECT o.id FROM orders o CROSS JOIN LATERAL (
       SELECT e.data->>'state' AS state FROM events e WHERE e.subject = 'order:' || o.id AND e.type LIKE 'order.%'
       ORDER BY e.seq DESC LIMIT 1) AS last WHERE last.state <> o.state`,
  );
  expect(differing).toEqual([]);
  expect(await db.sql('SELECT FROM events WHERE position IS NULL')).toEqual([]);
});

it('writes only events that a subscriber can read', async () => {
  const { manager } = publisher.get(DataSource);
  const events = await manager.find(EventRow);
  expect(events.length).toBe(await countOf('events'));
  for (const event of events) readEvent(toCloudEvent(event, null));
});

it('hands queues nothing of it, and is counted by the roll-ups from its beginning', async () => {
  expect(await publisher.publish()).toBe('idle');
  await publisher.get(RunProjections).begin(ROLL_UPS);
  while ((await publisher.get(RunProjections).execute(ROLL_UPS)) === 'again');
  const [{ orders } = { orders: 0 }] = await db.sql<{ orders: number }>(
    `SELECT sum(orders)::int AS orders FROM state_entries WHERE state = 'registered'`,
  );
  const registered = await db.sql(`SELECT FROM events WHERE type = 'order.registered'`);
  expect(orders).toBe(registered.length);
});

it('has the figures of the view in the overview, for every reason', async () => {
  const update = (change: string, which: string) =>
    db.sql(`UPDATE registrations SET ${change} WHERE order_id = (
              SELECT id FROM orders WHERE state = 'registered' ORDER BY id ${which} LIMIT 1)`);
  await update(`next_poll_at = NULL, state = 'closed'`, 'ASC');
  await update(`next_poll_at = tolem_now() - interval '10 minutes'`, 'DESC');
  const figures = await new StuckCountsReport(publisher.get(DataSource)).read();
  const view = await db.sql<Record<string, any>>(
    `SELECT reason, count(*)::int AS count, min(since) AS "oldestSince", sum(amount_minor)::float AS amount
     FROM stuck_orders GROUP BY reason ORDER BY reason COLLATE "C"`,
  );
  expect(figures.total).toBe(await countOf('stuck_orders'));
  const byReason = figures.byReason.map(({ severity: _severity, ...row }) => row);
  // The worst come first there.
  expect(byReason.toSorted((one, other) => (one.reason < other.reason ? -1 : 1))).toEqual(
    view.map(({ amount, ...row }) => ({
      ...row,
      amounts: amount === null ? [] : [{ currency: 'KZT', amount }],
    })),
  );
  expect(figures.byReason.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining([...CASE_REASONS, 'look_overdue', 'operation_unresolved', 'without_next_look']),
  );
});
