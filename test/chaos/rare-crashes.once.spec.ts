// Aim: kill -9 does no harm either where processes seldom come by, so that the chaos run does not wait for them. Method: whatever
// leads to a rare crash point is done to a process that is told to die there; another one takes its place, and all ends well.
import { setTimeout as sleep } from 'node:timers/promises';
import { type CrashingApp, listCrashPoints } from '@app/process';
import {
  calm,
  expectOnePayablePage,
  historyOf,
  misbehave,
  orderIdOf,
  post,
  settled,
} from '../support/at-the-bank.js';
import { type Die, dieAt } from '../support/die-at.js';
import { eventually } from '../support/eventually.js';
import type { SignedInOperator } from '../support/operator.js';
import { deedsOn } from '../support/stuck-rows.js';
import { type ShopName, System } from '../support/system.js';

const HMAC = 'the-token-of-the-portal';
/** The bank tells it again for longer than a process takes to start. */
const TELLS_AGAIN = { hmac: HMAC, tries: 300, retryAfterMs: 200 };
/** No order here ends because its time is over. */
const A_DAY = { expiresInSeconds: 86_400 };
const QUESTION = 'getOrderStatusExtended.do';

let system: System;
let ann: SignedInOperator;
beforeAll(async () => {
  system = await System.start({ callbacks: { strict: { keys: [{ hmac: HMAC }], bank: TELLS_AGAIN } } });
  ann = await system.operator('operator', { name: 'ann' });
});
beforeEach(() => calm(system));
afterEach(() => system.control('DELETE', 'faults'));
afterAll(() => system?.stop());

/** Time goes by until it is so, in steps of which a call in flight outlives many: none is taken for lost. */
const inTime = (assertion: () => Promise<unknown>): Promise<void> =>
  eventually(async () => {
    try {
      await assertion();
    } catch (error) {
      await system.pass(10_000);
      await sleep(200);
      throw error;
    }
  });

const inTimeIs = (orderId: string, state: string, shop: ShopName = 'patient'): Promise<void> =>
  inTime(async () => expect(await system.show(orderId, shop)).toMatchObject({ state }));

const rows = (sql: string, values: unknown[] = []) => system.db.sql<Record<string, any>>(sql, values);
const buy = async (shop?: ShopName) => (await system.register(A_DAY, shop)).body;
const openCasesOf = async (subject: string): Promise<string[]> =>
  (await rows('SELECT reason FROM cases WHERE subject = $1 AND closed_at IS NULL', [subject])).map(
    ({ reason }) => reason,
  );

/** Every call of the merchant is answered as if its password had expired. */
const refuseLogin = (): Promise<unknown> =>
  Promise.all(
    ['register.do', QUESTION].map((endpoint) =>
      system.control('POST', 'faults', {
        endpoint,
        fault: 'refuse',
        errorCode: '5',
        times: 0,
        match: { merchant: 'patient-api' },
      }),
    ),
  );

const acceptLogin = (): Promise<unknown> => system.control('DELETE', 'faults');

/** One case came of it and went with it, told once each and to every subscriber, though nobody was woken for the one or the other. */
async function expectOneCaseOfTheMerchant(meet: () => Promise<unknown>, endIt = acceptLogin): Promise<void> {
  const subject = 'merchant:patient';
  const count = async () => (await rows('SELECT id FROM cases WHERE subject = $1', [subject])).length;
  const before = await count();
  await meet();
  await inTime(async () => expect(await openCasesOf(subject)).toEqual(['credentials_refused']));
  await endIt();
  await inTime(async () => expect(await openCasesOf(subject)).toEqual([]));
  expect(await count()).toBe(before + 1);
  const told = await rows('SELECT type FROM events WHERE subject = $1 ORDER BY seq', [subject]);
  expect(told.map(({ type }) => type)).toEqual(
    Array.from({ length: before + 1 }, () => ['case.opened', 'case.closed']).flat(),
  );
  await inTime(async () => {
    const jobs = await system.jobsOf('ledger', subject);
    expect(new Set(jobs.map(({ sequence }) => Number(sequence))).size).toBe(told.length);
  });
}

async function expectPaidOnce(orderId: string, shop: ShopName = 'patient'): Promise<void> {
  await inTimeIs(orderId, 'paid', shop);
  expect(await historyOf(system, orderId, shop)).toEqual(['1 order.registered', '2 order.paid']);
}

/** The login is refused to an api that registers: the worker, which would meet it first, is away. */
async function apiWithoutLogin(die: Die): Promise<void> {
  const request = system.order(A_DAY);
  await system.worker.end();
  await expectOneCaseOfTheMerchant(async () => {
    await die(async () => {
      await refuseLogin();
      await post(system, request).catch(() => 'cut');
    });
    await system.worker.start();
  });
  const orderId = await orderIdOf(system, request);
  await inTimeIs(orderId, 'registered');
  await expectOnePayablePage(system, request, orderId);
}

/** The login is refused to a worker that asks about a paid order. */
async function workerWithoutLogin(die: Die, endIt?: typeof acceptLogin): Promise<void> {
  const order = await buy();
  await system.pay(order);
  const meet = async () => {
    await refuseLogin();
    await system.comeBack(order);
  };
  await expectOneCaseOfTheMerchant(() => die(meet), endIt);
  await expectPaidOnce(order.id);
}

/** Once after the case was opened, and once after it was closed. */
const workerThatTellsOfIt = (die: Die): Promise<void> =>
  workerWithoutLogin(die, () =>
    die(async () => {
      await acceptLogin();
      await inTime(async () => expect(system.worker.isAlive).toBe(false));
    }),
  );

/** The bank refuses the values of an order: what the dead one knew of it, the next one finds out anew. */
async function wrongValues(die: Die, before?: 'lost'): Promise<void> {
  const request = system.order(A_DAY);
  await die(async () => {
    if (before === 'lost') await misbehave(system, request, 'register.do', 'cut');
    await misbehave(system, request, 'register.do', 'refuse', { errorCode: '5', times: 0 });
    await post(system, request).catch(() => 'cut');
  });
  const orderId = await orderIdOf(system, request);
  await inTimeIs(orderId, 'rejected');
  expect(await historyOf(system, orderId)).toEqual(['1 order.rejected']);
  const sent = 'SELECT state, next_poll_at FROM registrations WHERE order_id = $1';
  expect(await rows(sent, [orderId])).toEqual([{ state: 'refused', next_poll_at: null }]);
}

/** The bank tells it again, and it is kept once. */
async function callbackComes(die: Die): Promise<void> {
  const order = await buy('strict');
  await die(() => system.pay(order));
  // Without a step of time: it is the callback that makes us ask.
  await settled(system, order.id, 'paid', 'strict');
  await expectPaidOnce(order.id, 'strict');
  expect((await system.eventsOf(order.id, 'strict')).at(-1)!.data.cause).toBe('callback');
  const kept = await rows('SELECT times FROM callbacks WHERE gateway_order_id = $1', [order.gatewayOrderId]);
  expect(kept).toEqual([{ times: expect.any(Number) }]);
  expect(kept[0]!.times).toBeGreaterThan(1);
}

/** All that was asked about is, though the operator never heard of it. */
async function manyAreAskedAbout(die: Die): Promise<void> {
  const orders = [await buy(), await buy()];
  for (const order of orders) await system.pay(order);
  const ids = orders.map(({ id }) => id);
  await die(() => ann.request('POST', '/ops/api/stuck/ask', { ids }).catch(() => 'cut'));
  const asks = await rows('SELECT id, registrations FROM bulk_asks');
  expect(asks).toEqual([{ id: expect.any(String), registrations: 2 }]);
  const { id } = asks[0]!;
  expect(await rows('SELECT FROM bulk_ask_items WHERE ask_id = $1', [id])).toHaveLength(2);
  expect(await deedsOn(system.db, `ask:${id}`)).toEqual(['ann bulk-ask']);
  for (const orderId of ids) await expectPaidOnce(orderId);
  expect((await system.eventsOf(ids[0])).at(-1)!.data.cause).toBe('operator');
  expect((await ann.request('GET', `/ops/api/asks/${id}`)).body).toMatchObject({ asked: 2, settled: 2 });
}

/** The question in vain that should have opened a case: the next one does. */
async function neverAnswered(die: Die): Promise<void> {
  const order = await buy();
  await system.pay(order);
  await rows('UPDATE registrations SET failures = 11 WHERE order_id = $1', [order.id]);
  await die(async () => {
    await misbehave(system, order, QUESTION, 'refuse', { errorCode: '7', times: 0 });
    await system.comeBack(order);
  });
  const subject = `order:${order.id}`;
  await inTime(async () => expect(await openCasesOf(subject)).toEqual(['unknown_status']));
  await system.control('DELETE', 'faults');
  await inTime(async () => expect(await openCasesOf(subject)).toEqual([]));
  expect(await rows('SELECT reason FROM cases WHERE subject = $1', [subject])).toHaveLength(1);
  await inTimeIs(order.id, 'paid');
  expect(await historyOf(system, order.id)).toEqual([
    '1 order.registered',
    '2 case.opened',
    '3 order.paid',
    '4 case.closed',
  ]);
}

const STORIES: Record<string, (die: Die) => Promise<void>> = {
  'api tell-apart.before-call': wrongValues,
  'worker tell-apart.before-call': (die) => wrongValues(die, 'lost'),
  'api tell-apart.after-call': wrongValues,
  'worker tell-apart.after-call': (die) => wrongValues(die, 'lost'),
  'api confirm.before-call': apiWithoutLogin,
  'worker confirm.before-call': workerWithoutLogin,
  'api confirm.after-call': apiWithoutLogin,
  'worker confirm.after-call': workerWithoutLogin,
  'api callback.after-commit': callbackComes,
  'api bulk-ask.after-commit': manyAreAskedAbout,
  'worker postpone.after-commit': neverAnswered,
  'api trouble.after-commit': apiWithoutLogin,
  'worker trouble.after-commit': workerWithoutLogin,
  'api case.after-commit': apiWithoutLogin,
  'worker case.after-commit': workerThatTellsOfIt,
};

it('goes to every crash point that is rare, and to no other', () => {
  const rare = listCrashPoints({ rare: true }).map((where) => where.join(' '));
  expect(Object.keys(STORIES).toSorted()).toEqual(rare.toSorted());
});

it.each(Object.entries(STORIES))('ends well after a death at %s', async (where, story) => {
  const [app, point] = where.split(' ') as [CrashingApp, string];
  await story(dieAt(system, app, point));
});
