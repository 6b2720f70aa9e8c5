// Aim: no reason to poll a page that is over gets lost, however soon after another it comes and however late the bank shows what it
// tells of, and none costs more polls than it has to. Method: the bank's cabinet, callbacks that are the same to the byte, two
// processes that hear them, and time moved.
import { awaitStuck, behave, historyOf, misbehave, pagesOf, post } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { signedCallback } from '../support/sign-callback.js';
import { DAY_MS, MINUTE_MS, SECOND_MS, stories, type Story } from '../support/story.js';
import type { Answer } from '../support/system.js';

const HMAC = 'the-token-of-the-portal';
const QUESTION = 'getOrderStatusExtended.do';
const AMOUNT = 1_250_000;

const told = stories({
  apis: 2,
  callbacks: {
    patient: { keys: [{ hmac: HMAC }], bank: { hmac: HMAC } },
    strict: { bank: { retryAfterMs: 200 } },
  },
});

type Shop = 'patient' | 'strict';
const SHOPS: [string, Shop][] = [
  ['that signs its callbacks', 'patient'],
  ['without a key', 'strict'],
];

const polls = async (story: Story): Promise<number> => (await story.registration()).polls;
const polled = (story: Story, times: number): Promise<void> =>
  eventually(async () => expect(await polls(story)).toBeGreaterThanOrEqual(times));

/** Nothing makes us poll it before tomorrow. */
const rests = (story: Story): Promise<void> =>
  eventually(async () => {
    const [row] = await told.system.db.sql(
      `SELECT next_poll_at > tolem_now() + interval '20 hours' AS rests, hastened_by FROM registrations WHERE order_id = $1`,
      [story.order.id],
    );
    expect(row).toEqual({ rests: true, hastened_by: null });
  });

async function paid(shop: Shop = 'patient'): Promise<Story> {
  const story = await told.buy({}, shop);
  await story.pay();
  await story.settled('paid');
  await rests(story);
  await told.system.pass(MINUTE_MS);
  return story;
}

/** The shop `patient` lets its payers try three times. */
async function declined(shop: Shop): Promise<Story> {
  const story = await told.buy({}, shop);
  for (let tries = shop === 'patient' ? 3 : 1; tries > 0; tries -= 1) await story.pay({ cvc: '999' });
  await story.settled('declined');
  await rests(story);
  await told.system.pass(MINUTE_MS);
  return story;
}

/** Somebody gives money back in the bank's cabinet; resolves once the callback about it, if any, was answered. */
async function refund({ order: { gatewayOrderId } }: Story, amount: number, callback = true): Promise<void> {
  const answered = async (): Promise<number> => {
    const callbacks = await told.system.control('GET', `callbacks?orderId=${gatewayOrderId}`);
    return callbacks.filter((one: { answered: number | null }) => one.answered === 200).length;
  };
  const before = await answered();
  await told.system.control('POST', 'refunds', { orderId: gatewayOrderId, amount, callback });
  if (callback) await eventually(async () => expect(await answered()).toBe(before + 1));
}

/** The smallest callback there is, to either process. */
async function tell(story: Story, operation: string, shop: Shop = 'patient', api = 0): Promise<void> {
  const { gateway_order_number: orderNumber } = await story.registration();
  const said = { mdOrder: story.order.gatewayOrderId, orderNumber, operation, status: '1' };
  const form = shop === 'patient' ? signedCallback(said, HMAC) : new URLSearchParams(said);
  const type = 'application/x-www-form-urlencoded';
  const sent = { key: null, raw: form.toString(), type, api };
  const { status } = await told.system.request('POST', `/pay/callback/${shop}`, sent);
  expect(status).toBe(200);
}

const refundsTold = (story: Story, amounts: readonly number[]): Promise<void> =>
  eventually(async () => {
    const events = await told.system.eventsOf(story.order.id, story.shop);
    const refunds = events.filter(({ type }) => type === 'kz.tolem.order.refunded.v1');
    expect(refunds.map(({ data }) => data.refundedNow)).toEqual(amounts);
  });

const fault = async (story: Story, what: Record<string, unknown>): Promise<string> =>
  (
    await told.system.control('POST', 'faults', {
      endpoint: QUESTION,
      match: { orderId: story.order.gatewayOrderId },
      ...what,
    })
  ).id;

const refresh = (story: Story): Promise<Answer> =>
  told.system.request('GET', `/v1/orders/${story.order.id}?refresh=true`);
const askAsOperator = async (story: Story): Promise<unknown> =>
  (await told.system.operator('operator')).request('POST', `/ops/api/orders/${story.order.id}/ask`);

describe.each(SHOPS)('the page of a merchant %s', (_, shop) => {
  it.each([3, 7])('is polled for each of two refunds %i seconds apart', async (seconds) => {
    const story = await paid(shop);
    await refund(story, 100);
    await refundsTold(story, [100]);
    await told.system.pass(seconds * SECOND_MS);
    await refund(story, 200);
    await told.system.pass(10 * SECOND_MS);
    await refundsTold(story, [100, 200]);
    const rows = await told.system.db.sql(
      `SELECT times FROM callbacks WHERE gateway_order_id = $1 AND operation = 'refunded'`,
      [story.order.gatewayOrderId],
    );
    // To the byte: else this would prove nothing.
    expect(rows).toEqual(shop === 'patient' ? [{ times: 2 }] : []);
  });

  it('is polled for three refunds in a row', async () => {
    const story = await paid(shop);
    for (const amount of [100, 200, 300]) {
      await refund(story, amount);
      await told.system.pass(3 * SECOND_MS);
    }
    await told.system.pass(10 * SECOND_MS);
    await refundsTold(story, [100, 200, 300]);
  });

  it('is polled whichever process hears of which refund', async () => {
    const story = await paid(shop);
    for (const [at, api] of [0, 1, 1, 0].entries()) {
      await refund(story, 100 + at, false);
      await tell(story, 'refunded', shop, api);
      await told.system.pass(3 * SECOND_MS);
    }
    await told.system.pass(10 * SECOND_MS);
    await refundsTold(story, [100, 101, 102, 103]);
  });

  it.each([1, 2])('is polled until the bank shows a refund, %i polls later', async (times) => {
    const story = await paid(shop);
    await fault(story, { fault: 'stale', status: 2, times });
    const before = await polls(story);
    await refund(story, 100);
    await polled(story, before + 1);
    await refundsTold(story, []);
    await told.system.pass(2 * SECOND_MS);
    if (times > 1) await polled(story, before + 2);
    if (times > 1) await told.system.pass(10 * SECOND_MS);
    await refundsTold(story, [100]);
  });

  it('is polled until the bank shows money that came late', async () => {
    const story = await declined(shop);
    const before = await polls(story);
    await tell(story, 'deposited', shop);
    await polled(story, before + 1);
    expect(await story.show()).toMatchObject({ state: 'declined' });
    const paymentAmountInfo = { approvedAmount: AMOUNT, depositedAmount: AMOUNT, refundedAmount: 0 };
    const values = { orderStatus: 2, actionCode: 0, paymentAmountInfo };
    await fault(story, { fault: 'otherValues', values, times: 0 });
    await told.system.pass(10 * SECOND_MS);
    await story.settled('paid');
    const cases = await told.system.db.sql('SELECT reason FROM cases WHERE order_id = $1', [story.order.id]);
    expect(cases).toEqual([{ reason: 'paid_after_close' }]);
  });
});

describe('a reason that comes while a poll is under way', () => {
  it.each<[string, (story: Story) => Promise<unknown>]>([
    ['another callback', (story) => tell(story, 'reversed')],
    ['a payer who is back', (story) => story.comeBack()],
    ['the shop', refresh],
    ['an operator', askAsOperator],
  ])('has a poll of its own: %s', async (_, reason) => {
    const story = await paid();
    const held = await fault(story, { fault: 'hold', when: 'after' });
    // Known already, and told for the first time.
    await tell(story, 'approved');
    await awaitStuck(told.system, held);
    await refund(story, 100, false);
    const { hastened_at: before } = await story.registration();
    const given = reason(story);
    await eventually(async () => expect((await story.registration()).hastened_at).not.toEqual(before));
    await behave(told.system, held);
    await given;
    await refundsTold(story, [100]);
  });

  it('has it also where the page was being recovered', async () => {
    const { system } = told;
    const request = system.order();
    const held = await misbehave(system, request, QUESTION, 'hold', { when: 'after' });
    await misbehave(system, request, 'register.do', 'cut', { when: 'after' });
    const { body } = await post(system, request);
    await awaitStuck(system, held);
    const [page] = await pagesOf(system, body.id);
    await system.pay({ gatewayOrderId: page!.orderId });
    await eventually(async () => {
      const rows = await system.db.sql('SELECT FROM callbacks WHERE gateway_order_id = $1', [page!.orderId]);
      expect(rows).toHaveLength(1);
    });
    await behave(system, held);
    await eventually(async () => expect(await system.show(body.id)).toMatchObject({ state: 'paid' }));
    expect((await system.eventsOf(body.id)).at(-1)!.data.cause).toBe('callback');
    expect(await historyOf(system, body.id)).toEqual(['1 order.registered', '2 order.paid']);
  });
});

describe('what a reason costs', () => {
  it.each<[string, (story: Story) => Promise<unknown>]>([
    ['a callback about what is known and cannot come twice', (story) => tell(story, 'deposited')],
    ['a payer who is back', (story) => story.comeBack()],
  ])('is one poll: %s', async (_, reason) => {
    const story = await paid();
    const before = await polls(story);
    await reason(story);
    await polled(story, before + 1);
    await rests(story);
    expect(await polls(story)).toBe(before + 1);
  });

  it.each<[string, (story: Story) => Promise<unknown>]>([
    ['a callback about what can come twice', (story) => tell(story, 'refunded')],
    ['the shop', refresh],
    ['an operator', askAsOperator],
  ])('is a short series of polls: %s', async (_, reason) => {
    const story = await paid();
    const before = await polls(story);
    await reason(story);
    // A little late, never early.
    for (const [at, seconds] of [2, 8, 50, 540, 3_000].entries()) {
      await polled(story, before + at + 1);
      await told.system.pass(1.1 * seconds * SECOND_MS);
    }
    await polled(story, before + 6);
    await rests(story);
    expect(await polls(story)).toBe(before + 6);
  });

  it('ends with the first answer that tells of something', async () => {
    const story = await paid();
    await refund(story, 100);
    await refundsTold(story, [100]);
    await rests(story);
    expect(await story.registration()).toMatchObject({ rechecking_since: null });
  });
});

describe('what no callback tells', () => {
  it.each([
    [2, 1.2],
    [10, 4.5],
    [62, 31],
  ])('%d days after the payment is found by the next poll', async (days, more) => {
    const story = await paid();
    const before = await polls(story);
    await told.system.pass(days * DAY_MS);
    await polled(story, before + 1);
    await refund(story, 100, false);
    await told.system.control('POST', 'chargebacks', { orderId: story.order.gatewayOrderId });
    await told.system.pass(more * DAY_MS);
    await refundsTold(story, [100]);
    expect(await story.history()).toContain('4 order.disputed');
    const cases = await told.system.db.sql('SELECT reason FROM cases WHERE order_id = $1', [story.order.id]);
    expect(cases).toEqual([{ reason: 'disputed' }]);
  });
});
