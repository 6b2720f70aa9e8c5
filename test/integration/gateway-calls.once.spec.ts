// Aim: the calls of all processes are added up per merchant and minute, and counting harms no call. Method: two processes'
// worth of the real guard, calls that end as the test says, and a table that is away for a while.
import type { Merchant } from '@app/config';
import { CountCalls, GatewayGuard, type Outcome } from '@app/gateway';
import type { TestingModule } from '@nestjs/testing';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { startOrders } from '../support/publisher.js';

let db: TestDatabase;
let processes: TestingModule[] = [];
beforeEach(async () => {
  db = await createDatabase();
  // Stands still in a minute, so that no test is cut in two by the next one.
  await db.sql(`CREATE OR REPLACE FUNCTION tolem_now() RETURNS timestamptz LANGUAGE sql STABLE AS
    $$ SELECT timestamptz '2026-03-02T10:00:30Z' + (SELECT ahead FROM clock) $$`);
  processes = [await startOrders(db.url), await startOrders(db.url)];
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((module) => module.close()));
  await db?.drop();
});

const ANSWERED: Outcome<object> = { kind: 'answered', answer: {} };
const REFUSED: Outcome<object> = { kind: 'refused', code: 7, message: '' };
const SILENT: Outcome<object> = { kind: 'silent', reason: 'TimeoutError' };
const GONE: Outcome<object> = { kind: 'unreachable', reason: 'ECONNREFUSED' };

const call = async (merchantId: string, outcome: Outcome<object>, by = 0): Promise<Outcome<object>> => {
  const send = async () => {
    if (outcome === SILENT) await new Promise((resolve) => setTimeout(resolve, 30));
    return outcome;
  };
  const merchant = { id: merchantId } as Merchant;
  return processes[by]!.get(GatewayGuard).pass(merchant, {
    kind: 'question',
    priority: 'payer',
    send,
    probeLogin: send,
  });
};
const flush = (by = 0) => processes[by]!.get(CountCalls).flush();
const counted = () =>
  db.sql<Record<string, string>>(
    `SELECT to_char(minute AT TIME ZONE 'UTC', 'HH24:MI') AS minute, merchant_id, calls, failures, total_ms, max_ms
     FROM gateway_calls ORDER BY minute, merchant_id`,
  );
const row = (minute: string, merchant_id: string, calls: number, failures: number) =>
  expect.objectContaining({ minute, merchant_id, calls: String(calls), failures: String(failures) });

it('adds up what two processes count: calls, those without an answer, how long they took', async () => {
  for (const outcome of [ANSWERED, REFUSED, SILENT]) await call('one', outcome);
  await call('two', ANSWERED);
  await call('one', GONE, 1);
  await Promise.all([flush(0), flush(1)]);
  await call('one', ANSWERED);
  await flush();
  expect(await counted()).toEqual([row('10:00', 'one', 5, 2), row('10:00', 'two', 1, 0)]);
  const [one] = await counted();
  expect(Number(one!.max_ms)).toBeGreaterThanOrEqual(25);
  expect(Number(one!.total_ms)).toBeGreaterThanOrEqual(Number(one!.max_ms));
});

it('counts no call that was kept back', async () => {
  for (let at = 0; at < 9; at += 1) await call('one', GONE);
  await flush();
  expect(await counted()).toEqual([row('10:00', 'one', 5, 5)]);
});

it('keeps what cannot be written for the next time, and no call fails by it', async () => {
  await db.sql('ALTER TABLE gateway_calls RENAME TO away');
  expect(await call('one', ANSWERED)).toBe(ANSWERED);
  await flush();
  expect(await call('one', ANSWERED)).toBe(ANSWERED);
  await db.sql('ALTER TABLE away RENAME TO gateway_calls');
  await flush();
  await flush();
  expect(await counted()).toEqual([row('10:00', 'one', 2, 0)]);
});

it('writes down what is left when the process ends, and keeps two days', async () => {
  await call('one', ANSWERED);
  await processes.pop()!.close();
  await processes.pop()!.close();
  expect(await counted()).toEqual([row('10:00', 'one', 1, 0)]);
  await db.sql(`UPDATE clock SET ahead = interval '48 hours 1 minute'`);
  processes = [await startOrders(db.url)];
  await call('one', ANSWERED);
  await flush();
  expect(await counted()).toEqual([row('10:01', 'one', 1, 0)]);
});
