// Aim: a reason to poll leaves its mark in the row, whenever it comes: too soon after another it is put off and not dropped, and what
// comes while a poll is under way outlives its answer. Method: the use cases as they are on a real database, and a bank in memory.
import { GatewayClient, type Outcome, type StatusAnswer } from '@app/gateway';
import {
  Hasten,
  HastenModule,
  PollRegistrations,
  ReceiveCallback,
  ReconciliationModule,
} from '@app/reconciliation';
import type { TestingModule } from '@nestjs/testing';
import { lockedFacts, anAnswer } from '../../libs/reconciliation/src/judging/locked-facts.fixture.js';
import { claimedRow } from '../support/claimed-row.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { CALLBACK_TOKEN, startOrders } from '../support/publisher.js';
import { signedCallback } from '../support/sign-callback.js';

let db: TestDatabase;
let tolem: TestingModule;
let says = 'charged 1000/0';
/** Happens at the bank's while it answers: what it says is older than this. */
let meanwhile: (() => Promise<void>) | undefined;

beforeAll(async () => {
  db = await createDatabase();
  tolem = await startOrders(db.url, { more: [ReconciliationModule, HastenModule], merchants: ['main'] });
  Object.assign(tolem.get(GatewayClient), { askStatus: answer });
});
afterAll(async () => {
  await tolem?.close();
  await db?.drop();
});

async function answer(
  _: unknown,
  by: { gatewayOrderId?: string; gatewayOrderNumber?: string },
): Promise<Outcome<StatusAnswer>> {
  const number = by.gatewayOrderNumber ?? by.gatewayOrderId!.slice(0, 32);
  const known = lockedFacts('registered');
  const registration = { ...known.registration, gatewayOrderNumber: number };
  const said = anAnswer(says, { ...known, registration });
  await meanwhile?.();
  return { kind: 'answered', answer: { ...said, gatewayOrderId: null, registeredAt: null } };
}

/** A page about which the bank has said this already, and has nothing to be polled for soon. */
async function pageOf(state: 'open' | 'closed' | 'recovering', status: string | null): Promise<string> {
  const id = await claimedRow(db, state, 120, -600);
  const orderState = { open: 'registered', closed: 'paid', recovering: 'created' }[state];
  await db.sql(
    `UPDATE orders SET state = $2, last_seq = 1, captured_minor = CASE WHEN $2 = 'paid' THEN 1000 ELSE 0 END,
       settled_by = CASE WHEN $2 = 'paid' THEN $1::uuid END WHERE id = $1`,
    [id, orderState],
  );
  await db.sql(
    `UPDATE registrations SET status = $2, deposited_minor = 1000, refunded_minor = 0, approved_minor = 1000,
       phase = CASE state WHEN 'closed' THEN 'aftercare' WHEN 'recovering' THEN 'recovering' ELSE 'quiet' END,
       sent_at = tolem_now() - interval '1 hour', anchored_at = tolem_now() - interval '1 hour',
       expires_at = tolem_now() + interval '1 day' WHERE id = $1`,
    [id, status],
  );
  return id;
}

const poll = (id: string): Promise<void> =>
  tolem.get(PollRegistrations).execute('poll-hastened', 'main', [id]);
const tell = (id: string, operation = 'refunded'): Promise<boolean> => {
  const said = { mdOrder: id, orderNumber: id.slice(0, 32), operation, status: '1' };
  return tolem.get(ReceiveCallback).execute('main', signedCallback(said, CALLBACK_TOKEN).toString());
};
const pass = (seconds: number) =>
  db.sql(`UPDATE clock SET ahead = ahead + $1 * interval '1 second'`, [seconds]);
/** Seconds from now to the next poll. */
async function next(id: string): Promise<number> {
  const [row] = await db.sql<{ s: number }>(
    'SELECT extract(epoch FROM next_poll_at - tolem_now())::float AS s FROM registrations WHERE id = $1',
    [id],
  );
  return row!.s;
}
const refundsOf = async (id: string): Promise<number[]> =>
  (
    await db.sql<{ now: number }>(
      `SELECT (data->>'refundedNow')::int AS now FROM events WHERE order_id = $1 AND type = 'order.refunded' ORDER BY id`,
      [id],
    )
  ).map(({ now }) => now);

it.each([3, 7])('two callbacks that are alike, %i seconds apart, are two reasons', async (seconds) => {
  const id = await pageOf('closed', 'charged');
  says = 'refunded 900/100';
  await tell(id);
  await poll(id);
  expect(await refundsOf(id)).toEqual([100]);
  expect(await next(id)).toBeGreaterThan(3_600);
  const [first] = await db.sql('SELECT hastened_at FROM registrations WHERE id = $1', [id]);
  await pass(seconds);
  await tell(id);
  const [due] = await db.sql(
    `SELECT next_poll_at - $2 = interval '10 seconds' AS put_off FROM registrations WHERE id = $1`,
    [id, first!.hastened_at],
  );
  expect(due).toEqual({ put_off: true });
  await pass(10 - seconds);
  says = 'refunded 700/300';
  await poll(id);
  expect(await refundsOf(id)).toEqual([100, 200]);
});

it('goes on polling where the answer that came after two callbacks is news of the first alone', async () => {
  const id = await pageOf('closed', 'charged');
  await tell(id);
  await tell(id);
  says = 'refunded 900/100';
  await poll(id);
  // A little late, never early.
  expect(await next(id)).toBeLessThanOrEqual(11);
});

const REASONS: [string, (id: string) => Promise<unknown>][] = [
  ['a callback', (id) => tell(id)],
  ['a callback about what is known', (id) => tell(id, 'deposited')],
  ['a payer who is back', (id) => tolem.get(Hasten).execute(id, 'return')],
  ['the shop', (id) => tolem.get(Hasten).execute(id, 'shop')],
  ['an operator', (id) => tolem.get(Hasten).execute(id, 'operator:ann')],
];
const STATES = [
  ['closed', 'charged', 'charged 1000/0'],
  ['closed', 'charged', 'refunded 900/100'],
  ['open', 'open', 'open 0/0'],
  ['recovering', null, 'unknown 0/0'],
] as const;

describe.each(REASONS)('%s, while a poll is under way', (_, reason) => {
  afterEach(() => (meanwhile = undefined));

  it.each(STATES)('about a page that is %s (%s), outlives its answer: %s', async (state, status, told) => {
    const id = await pageOf(state, status);
    says = told;
    meanwhile = async () => void (await reason(id));
    await poll(id);
    expect(await next(id)).toBeLessThanOrEqual(5);
    const rows = await db.sql(
      'SELECT hastened_by IS NOT NULL AS waits, polls FROM registrations WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ waits: true, polls: 1 }]);
  });
});
