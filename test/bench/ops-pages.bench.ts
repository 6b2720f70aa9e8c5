// Aim: what every page of the dashboard costs with a million orders and twenty thousand open cases, and that none of them reads
// orders, registrations or events from end to end. Method: a seeded database, the api as built, every address forty times;
// Postgres's own count of sequential scans before and after.
import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { RunProjections } from '@app/events';
import { ROLL_UPS } from '@app/orders';
import { eventually } from '../support/eventually.js';
import { Publisher } from '../support/publisher.js';
import { System } from '../support/system.js';

const { BENCH_ORDERS = '1000000', BENCH_CASES = '20000' } = process.env;
const ROUNDS = 40;
const WARM_UP = 3;
const TARGET_MS = 200;
const HISTORY = ['orders', 'registrations', 'events'];

let system: System;
beforeAll(async () => {
  system = await System.start({ workers: 0, env: { LOG_LEVEL: 'warn' } });
  await seed();
  await countSeeded();
}, 1_800_000);
afterAll(() => system?.stop());

it('answers every page in time, and reads no history from end to end', async () => {
  const operator = await system.operator('operator');
  const before = await scans();
  const rows: [string, string, string, string][] = [];
  const slow: string[] = [];
  const get = (url: string) => operator.request('GET', url);
  const { body: asked } = await operator.request('POST', '/ops/api/stuck/ask', { filter: {} });
  const questions = [
    ...(await addresses(get)).map((url) => [url, () => get(url)] as const),
    [`/ops/api/asks/… (${asked.registrations} asked)`, () => get(`/ops/api/asks/${asked.id}`)] as const,
    ...[{}, { reason: ['disputed'], merchant: 'strict' }].map((filter) => {
      const dryRun = () => operator.request('POST', '/ops/api/stuck/ask', { filter, dryRun: true });
      return [`dry run of ${JSON.stringify(filter)}`, dryRun] as const;
    }),
  ];
  for (const [name, ask] of questions) {
    const times: number[] = [];
    let bytes = 0;
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const startMs = performance.now();
      const { status, body } = await ask();
      expect([name, status]).toEqual([name, 200]);
      if (round >= 0) times.push(performance.now() - startMs);
      bytes = (typeof body === 'string' ? body : JSON.stringify(body)).length;
    }
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
    rows.push([name, p50.toFixed(1), p95.toFixed(1), (bytes / 1024).toFixed(1)]);
    if (p95 >= TARGET_MS) slow.push(`${name}: ${p95.toFixed(0)} ms`);
  }
  // A connection tells what it has scanned when it ends, at the latest.
  await system.api.end('SIGTERM');
  const after = await scans();
  const scanned = HISTORY.map((table) => [table, after[table]! - before[table]!] as const);
  report(rows, scanned);
  expect(slow).toEqual([]);
  expect(scanned).toEqual(HISTORY.map((table) => [table, 0]));
}, 1_800_000);

/** Every GET under /ops/api that a page asks. */
async function addresses(ask: (url: string) => Promise<{ body: any }>): Promise<string[]> {
  // By their keys: what we read ourselves must not be counted among the scans.
  const stuck = await one(
    `SELECT id, order_id, registration_id FROM cases WHERE reason = 'disputed' ORDER BY opened_at LIMIT 1`,
  );
  const order = await one('SELECT id, order_number FROM orders WHERE id = $1', stuck.order_id!);
  const registration = await one(
    'SELECT gateway_order_number, gateway_order_id, rrn FROM registrations WHERE id = $1',
    stuck.registration_id!,
  );
  const numbers = Object.values({ case: stuck.id, ...order, ...registration }).map((q) => `q=${q}`);
  const middle = new Date(Date.now() - 45 * 86_400_000).toISOString();
  const lastPage = Number(BENCH_CASES) - 50;
  const { body: page } = await ask(`/ops/api/orders?createdBefore=${middle}`);
  const deep = page.nextCursor ? [`cursor=${page.nextCursor}`] : [];
  const lists = {
    stuck: [
      '',
      ...['since', '-since', 'amount', '-amount', 'reason'].map((sort) => `sort=${sort}`),
      'reason=unknown_status',
      'reason=disputed&reason=double_payment',
      'reason=look_overdue',
      'shop=patient',
      'merchant=strict',
      'state=paid',
      'assignee=none',
      'assignee=dias',
      'reason=hold_expiring&shop=strict&assignee=none&sort=-amount',
      'offset=10000',
      `offset=${lastPage}`,
      `offset=${lastPage}&sort=-amount`,
      'limit=200',
      'q=nothing-such',
      ...numbers,
    ],
    orders: [
      '',
      'state=paid',
      'state=registered',
      'state=authorized',
      'state=cancelled',
      'shop=strict',
      'shop=strict&state=declined',
      `createdAfter=${middle}`,
      `createdBefore=${middle}`,
      ...deep,
      'limit=200',
      'q=nothing-such',
      'q=SEED-0005',
      ...numbers,
    ],
    audit: [
      '',
      'operator=dias',
      'action=comment',
      'operator=dias&action=comment',
      'subject=order:1',
      'before=500',
    ],
  };
  return [
    ...['session', 'band', 'overview', 'operators', `orders/${order.id}`].map((name) => `/ops/api/${name}`),
    ...Object.entries(lists).flatMap(([name, queries]) =>
      queries.map((query) => `/ops/api/${name}${query && `?${query}`}`),
    ),
  ];
}

async function seed(): Promise<void> {
  const script = path.join(__dirname, 'seed/seed-many.mjs');
  const what = ['--orders', BENCH_ORDERS, '--cases', BENCH_CASES, '--shops', 'patient=patient,strict=strict'];
  const env = { ...process.env, DATABASE_URL: system.db.url };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, '--yes-fill-this-database', ...what],
    { env },
  );
  print(stdout);
  await system.db.sql(
    `INSERT INTO ops_audit (at, operator, action, subject)
     SELECT tolem_now() - n * interval '1 minute', (ARRAY['aigerim', 'dias'])[1 + n % 2],
            (ARRAY['ask-bank', 'comment', 'assign'])[1 + n % 3], 'order:' || n FROM generate_series(1, 50000) AS n`,
  );
}

/** As the worker counts it, from the beginning of the log. */
async function countSeeded(): Promise<void> {
  const publisher = await Publisher.start(
    system.db.url,
    [{ name: 'ledger', from: 'now' }],
    system.redis?.url,
  );
  const follow = publisher.get(RunProjections);
  const startMs = performance.now();
  await follow.begin(ROLL_UPS);
  while ((await follow.execute(ROLL_UPS)) === 'again');
  await publisher.stop();
  print(`rolled up after ${((performance.now() - startMs) / 1000).toFixed(0)} s\n`);
}

/** How often each table was read from end to end; asked last when the api and its connections are gone. */
async function scans(): Promise<Record<string, number>> {
  if (!system.api.isAlive)
    await eventually(async () => {
      const [{ count } = { count: 0 }] = await system.db.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()`,
      );
      // Our own pool.
      expect(count).toBeLessThanOrEqual(3);
    });
  const rows = await system.db.sql<{ name: string; scans: string }>(
    `SELECT relname AS name, seq_scan AS scans FROM pg_stat_user_tables WHERE schemaname = 'public'`,
  );
  return Object.fromEntries(rows.map(({ name, scans }) => [name, Number(scans)]));
}

function report(rows: readonly (readonly string[])[], scanned: readonly (readonly [string, number])[]): void {
  const width = Math.max(...rows.map(([url]) => url!.length));
  const line = ([url, ...figures]: readonly string[]) =>
    `${url!.padEnd(width)}  ${figures.map((figure) => figure.padStart(8)).join('')}\n`;
  print(
    `\n${BENCH_ORDERS} orders, ${BENCH_CASES} open cases; each address ${ROUNDS} times; ` +
      // Times mean little on a machine that has other things to do.
      `${os.cpus().length} cores, load ${os.loadavg()[1]!.toFixed(1)} over the last 5 minutes\n\n` +
      line(['', 'p50 ms', 'p95 ms', 'kB']) +
      rows.map(line).join('') +
      `\nsequential scans: ${scanned.map(([table, count]) => `${table} ${count}`).join(', ')}\n\n`,
  );
}

const print = (text: string) => process.stdout.write(text);
const one = async (sql: string, ...values: string[]) =>
  (await system.db.sql<Record<string, string>>(sql, values))[0]!;
const quantile = (times: number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1]!;
