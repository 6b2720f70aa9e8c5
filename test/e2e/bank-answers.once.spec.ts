// Aim: what banks say in ways of their own is understood, and what cannot be true moves nothing until it makes sense. Method: a bank
// whose answers are spoilt in one way at a time, about one order or about all.
import { readEvent } from '@app/subscriber';
import {
  behave,
  CLOSED,
  expectOnePayablePage,
  historyOf,
  misbehave,
  PAYABLE,
  post,
  settled,
} from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { DAY_MS, MINUTE_MS, SECOND_MS, stories, type Story } from '../support/story.js';

const QUESTION = 'getOrderStatusExtended.do';
const AMOUNT = 1_250_000;
const FACTS = { amount: AMOUNT, currency: 'KZT' };

const told = stories({ merchant: { currencies: ['KZT', 'RUB'] } });
beforeAll(async () => {
  const { merchants } = told.system.readConfig() as { merchants: { login: string; password: string }[] };
  const [{ login, password }] = merchants as [{ login: string; password: string }];
  const merchant = { login, password, attempts: 3, currencies: ['KZT', 'RUB'] };
  await told.system.control('PUT', 'merchants', merchant);
});

/** From now on the bank's answers about this order are so; answers how to end that. */
async function spoil({ order }: Story, fault: string, more: object = {}): Promise<() => Promise<void>> {
  const id = await misbehave(told.system, order, QUESTION, fault, { times: 0, ...more });
  return () => behave(told.system, id);
}

const casesOf = async (subject: string): Promise<string[]> =>
  (
    await told.system.db.sql<{ reason: string }>(
      'SELECT reason FROM cases WHERE subject = $1 AND closed_at IS NULL',
      [subject],
    )
  ).map(({ reason }) => reason);
const casesAbout = ({ order }: Story): Promise<string[]> => casesOf(`order:${order.id}`);

/** Its events as a subscriber gets them, read by our own kit: one that cannot be read would throw. */
async function readAll(story: Story): Promise<string[]> {
  return eventually(async () => {
    const jobs = (await told.system.allJobsOf('ledger')).filter(({ subject }) => subject === story.order.id);
    expect(jobs).toHaveLength((await story.history()).length);
    return jobs.map((job) => readEvent(job)!.type);
  });
}

it('roubles with their old number are roubles', async () => {
  const story = await told.buy({ currency: 'RUB' });
  await spoil(story, 'otherValues', { values: { currency: '810' } });
  await story.pay();
  await story.comeBack();
  await story.settled('paid');
  expect(await story.show()).toMatchObject({ captured: AMOUNT, currency: 'RUB' });
  expect(await casesAbout(story)).toEqual([]);
});

it('a refusal is one, in whatever words: an order is rejected, and a page that is not known is put to a person', async () => {
  const request = told.system.order();
  const refused = { orderId: null, formUrl: null, errorCode: null };
  const values = { ...refused, success: false, error: { code: '3', message: 'Unknown currency' } };
  await misbehave(told.system, request, 'register.do', 'otherValues', { values });
  expect(await post(told.system, request)).toMatchObject({
    status: 422,
    body: { code: 'GATEWAY_REFUSED', detail: expect.stringContaining('code 3') },
  });

  const story = await told.buy();
  const absent = { orderStatus: null, errorCode: null, ErrorCode: '6', success: 'false' };
  const understand = await spoil(story, 'otherValues', { values: absent });
  await story.comeBack();
  await eventually(async () => expect(await casesAbout(story)).toEqual(['unknown_at_gateway']));
  expect(await story.show()).toMatchObject({ state: 'registered' });
  await understand();
  await told.system.pass(MINUTE_MS);
  await eventually(async () => expect(await casesAbout(story)).toEqual([]));
});

it.each([
  ['behind', -15],
  ['ahead', 15],
])('a lost order is known by its echo where the bank’s clock is a quarter of an hour %s', async (_, by) => {
  const { system } = told;
  await system.control('POST', 'clock', { skewMs: by * MINUTE_MS });
  const request = system.order();
  await misbehave(system, request, 'register.do', 'cut', { when: 'after' });
  const { body } = await post(system, request);
  await expectOnePayablePage(system, request, body.id, [CLOSED, PAYABLE]);
  expect(
    await system.db.sql(`SELECT FROM cases WHERE subject = $1 AND reason = 'stranger_at_gateway'`, [
      `order:${body.id}`,
    ]),
  ).toEqual([]);
  await eventually(async () => expect(await casesOf('merchant:patient')).toEqual(['bank_clock']));
  const [page] = await system.db.sql(
    `SELECT expires_at - sent_at = lifetime_seconds * interval '1 second' AS ours FROM registrations
     WHERE order_id = $1 ORDER BY attempt DESC LIMIT 1`,
    [body.id],
  );
  expect(page).toEqual({ ours: true });

  // One order with a time that can be believed, and it is over.
  await system.control('POST', 'clock', { skewMs: 0 });
  const story = await told.buy();
  await system.pass(2 * MINUTE_MS);
  await story.comeBack();
  await eventually(async () => expect(await casesOf('merchant:patient')).toEqual([]));
});

it.each(['textWithoutZone', 'textWithSpace', 'digitsAsText'])(
  'a time told as %s is the time that it is',
  async (variant) => {
    const story = await told.buy();
    await spoil(story, 'impossibleDates', { variant });
    await story.pay();
    await story.comeBack();
    await story.settled('paid');
    const [row] = await told.system.db.sql<{ apart: number }>(
      `SELECT abs(extract(epoch FROM bank_registered_at - sent_at))::float AS apart FROM registrations WHERE order_id = $1`,
      [story.order.id],
    );
    expect(row!.apart).toBeLessThan(5);
    expect(await casesOf('merchant:patient')).toEqual([]);
    expect(await readAll(story)).toEqual(['order.registered', 'order.paid']);
  },
);

it.each(['seconds', 'microseconds', 'year9999', 'zero', 'negative', 'beyondDates', 'garbage', 'object'])(
  'a time told as %s keeps nothing from being paid, told and read, and ends no lifetime',
  async (variant) => {
    const [story, waiting] = [await told.buy(), await told.buy()];
    for (const one of [story, waiting]) await spoil(one, 'impossibleDates', { variant });
    await story.pay();
    for (const one of [story, waiting]) await one.comeBack();
    await story.settled('paid');
    expect(await readAll(story)).toEqual(['order.registered', 'order.paid']);
    await eventually(async () => expect((await waiting.registration()).polls).toBeGreaterThan(0));
    const { sent_at: sentAt, expires_at: expiresAt } = await waiting.registration();
    expect(expiresAt.getTime() - sentAt.getTime()).toBeGreaterThanOrEqual(20 * MINUTE_MS - SECOND_MS);
    expect(expiresAt.getTime() - sentAt.getTime()).toBeLessThan(25 * MINUTE_MS);
    expect(await casesAbout(story)).toEqual([]);
  },
);

it.each([
  ['contradictory', 'closedWithMoney', 'contradictory_answer'],
  ['contradictory', 'openWithMoney', 'contradictory_answer'],
  ['contradictory', 'reversedWithMoney', 'contradictory_answer'],
  ['contradictory', 'reversedStillApproved', 'contradictory_answer'],
  ['contradictory', 'chargedWithoutMoney', 'contradictory_answer'],
  ['contradictory', 'refundedWithoutRefund', 'amounts_unknown'],
  ['partial', 'withoutDeposited', 'amounts_unknown'],
  ['partial', 'onlyApproved', 'amounts_unknown'],
])(
  '%s, %s: moves nothing, is put to a person, and is believed once it makes sense',
  async (fault, variant, reason) => {
    const story = await told.buy();
    const makeSense = await spoil(story, fault, { variant });
    await story.pay();
    await story.comeBack();
    await eventually(async () => expect(await casesAbout(story)).toEqual([reason]));
    expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
    expect(await story.history()).toEqual(['1 order.registered', '2 case.opened']);
    await makeSense();
    await told.system.pass(15 * SECOND_MS);
    await story.settled('paid');
    expect(await casesAbout(story)).toEqual([]);
    expect(await readAll(story)).toEqual(['order.registered', 'case.opened', 'order.paid', 'case.closed']);
  },
);

it.each([
  ['contradictory', 'closedWithMoney'],
  ['contradictory', 'reversedWithMoney'],
  ['stale', undefined],
])(
  '%s, %s about an order that is paid takes nothing back, and is polled again within seconds',
  async (fault, variant) => {
    const story = await told.buy();
    await story.pay();
    await story.comeBack();
    await story.settled('paid');
    const makeSense = await spoil(story, fault, variant ? { variant } : { status: 0 });
    await told.system.pass(DAY_MS + 3 * 60 * MINUTE_MS);
    const reason = fault === 'stale' ? 'impossible_move' : 'contradictory_answer';
    await eventually(async () => expect(await casesAbout(story)).toEqual([reason]));
    expect(await story.show()).toMatchObject({ state: 'paid', captured: AMOUNT });
    const { last_look_at: last, next_poll_at: next } = await story.registration();
    expect(next.getTime() - last.getTime()).toBeLessThan(MINUTE_MS);
    await makeSense();
    await told.system.pass(MINUTE_MS);
    await eventually(async () => expect(await casesAbout(story)).toEqual([]));
    expect(await historyOf(told.system, story.order.id)).toEqual([
      '1 order.registered',
      '2 order.paid',
      '3 case.opened',
      '4 case.closed',
    ]);
  },
);

it('elements that cannot be read hide no echo: a lost order is ours, and a stranger none', async () => {
  const { system } = told;
  const request = system.order();
  await misbehave(system, request, QUESTION, 'partial', { variant: 'unreadableElements', times: 0 });
  await misbehave(system, request, 'register.do', 'cut', { when: 'after' });
  const { body } = await post(system, request);
  await settled(system, body.id, 'registered');
  expect(await casesOf(`order:${body.id}`)).toEqual([]);

  const stranger = system.order();
  const merchantOrderParams = [null, { name: 'tolemRegistration', value: 'another' }];
  const values = { merchantOrderParams };
  await misbehave(system, stranger, QUESTION, 'otherValues', { values, times: 0 });
  await misbehave(system, stranger, 'register.do', 'cut', { when: 'after' });
  const { body: foreign } = await post(system, stranger);
  await eventually(async () => expect(await casesOf(`order:${foreign.id}`)).toEqual(['stranger_at_gateway']));
  expect(await system.show(foreign.id)).toMatchObject({ ...FACTS, state: 'created' });
});

const money = (deposited: number, refunded: number) => ({
  paymentAmountInfo: {
    approvedAmount: deposited + refunded,
    depositedAmount: deposited,
    refundedAmount: refunded,
  },
});

it('a wrong amount is never paid, and is at an end once all of it was given back', async () => {
  const story = await told.buy();
  const wrong = { amount: AMOUNT - 1, actionCode: 0 };
  const giveBack = await spoil(story, 'otherValues', {
    values: { ...wrong, orderStatus: 2, ...money(AMOUNT - 1, 0) },
  });
  await story.comeBack();
  await eventually(async () => expect(await casesAbout(story)).toEqual(['amount_mismatch']));
  expect(await story.show()).toMatchObject({ state: 'registered', captured: 0 });
  await giveBack();
  await spoil(story, 'otherValues', { values: { ...wrong, orderStatus: 4, ...money(0, AMOUNT - 1) } });
  await told.system.pass(DAY_MS + 3 * 60 * MINUTE_MS);
  await story.settled('released');
  await eventually(async () => expect(await casesAbout(story)).toEqual([]));
});

it('a hold of which more is captured than was held is not paid', async () => {
  const story = await told.buy({ mode: 'hold' });
  await story.pay();
  await story.comeBack();
  await story.settled('authorized');
  await spoil(story, 'contradictory', { variant: 'chargedAboveHold' });
  await told.system.request('GET', `/v1/orders/${story.order.id}?refresh=true`);
  await eventually(async () => expect(await casesAbout(story)).toEqual(['amount_mismatch']));
  expect(await story.show()).toMatchObject({ state: 'authorized', captured: 0 });
});

const PAID_BY_A_STRANGER = { orderStatus: 2, ...money(AMOUNT, 0) };
it.each([
  ['closed', { orderStatus: 6, actionCode: -2007 }],
  ['paid', PAID_BY_A_STRANGER],
])(
  'a stranger under our number that is %s at the bank can be resolved after the lifetime',
  async (_word, bank) => {
    const { system } = told;
    const request = system.order();
    const merchantOrderParams = [{ name: 'tolemRegistration', value: 'another' }];
    const said = { values: { ...bank, merchantOrderParams }, times: 0 };
    await misbehave(system, request, QUESTION, 'otherValues', said);
    await misbehave(system, request, 'register.do', 'cut', { when: 'after' });
    const { body } = await post(system, request);
    await eventually(async () => expect(await casesOf(`order:${body.id}`)).toEqual(['stranger_at_gateway']));
    await system.pass(25 * MINUTE_MS);
    const admin = await system.operator('admin');
    const resolution = { outcome: 'rejected', reason: 'It is not ours', confirm: body.orderNumber };
    await eventually(async () => {
      const page = await admin.request('GET', `/ops/api/orders/${body.id}`);
      expect(page.body.may.resolve).toContain('rejected');
    }, 20_000);
    const { status } = await admin.request('POST', `/ops/api/orders/${body.id}/resolve`, resolution);
    expect(status).toBeLessThan(300);
    expect(await system.show(body.id)).toMatchObject({ state: 'rejected', captured: 0 });
    expect(await casesOf(`order:${body.id}`)).toEqual([]);
  },
);
