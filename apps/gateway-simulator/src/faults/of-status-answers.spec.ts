// Aim: each distortion says what its row in README.md says, of the order it is about, and changes nothing but the answer.
// Method: real HTTP against a whole bank, the fault beside the plain answer.
import { aRunningBank, type Json, type RunningBank } from '../running-bank.fixture.js';
import { CONTRADICTION_NAMES } from './contradictions.js';
import { DATE_MISTAKES } from './impossible-dates.js';
import { PART_NAMES } from './partial-answers.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(async () => {
  await bank.control('DELETE', 'faults');
  await bank.moveClock(0);
});

const ALWAYS = { endpoint: 'getOrderStatusExtended.do', times: 0 };
const AMOUNT = 1_250_000;
const ECHO = { jsonParams: JSON.stringify({ tolemOrder: 'T-1' }) };

async function paid(fields: Record<string, string> = {}): Promise<string> {
  const { orderId } = await bank.register(fields);
  await bank.pay(orderId);
  return String(orderId);
}
const status = (orderId: string) => bank.status({ orderId });

/** What is said plainly, and what is said with the fault. */
async function both(orderId: string, fault: Json): Promise<[plain: Json, told: Json]> {
  const plain = await status(orderId);
  await bank.fault({ ...ALWAYS, ...fault });
  return [plain, await status(orderId)];
}

describe('contradictory', () => {
  it.each([
    ['closedWithMoney', 6, 'DECLINED', AMOUNT, AMOUNT, 116],
    ['openWithMoney', 0, 'CREATED', AMOUNT, AMOUNT, -100],
    ['reversedWithMoney', 3, 'REVERSED', AMOUNT, AMOUNT, 0],
    ['reversedStillApproved', 3, 'REVERSED', AMOUNT, 0, 0],
    ['heldWithoutHold', 1, 'APPROVED', 0, 0, 0],
    ['chargedWithoutMoney', 2, 'DEPOSITED', AMOUNT, 0, 0],
    ['chargedAboveHold', 2, 'DEPOSITED', AMOUNT, 2 * AMOUNT, 0],
    ['refundedWithoutRefund', 4, 'REFUNDED', AMOUNT, AMOUNT, 0],
  ])('%s', async (variant, orderStatus, paymentState, approvedAmount, depositedAmount, actionCode) => {
    const [plain, told] = await both(await paid(), { fault: 'contradictory', variant });
    const { paymentAmountInfo } = told;
    expect(told).toEqual({
      ...plain,
      orderStatus,
      actionCode,
      actionCodeDescription: '',
      paymentAmountInfo,
    });
    expect(paymentAmountInfo).toMatchObject({ paymentState, approvedAmount, depositedAmount });
  });

  it('is named in full by the table', () => expect(CONTRADICTION_NAMES).toHaveLength(8));

  it('has nothing to say of an order that the bank does not know', async () => {
    const [plain, told] = await both('nobody', { fault: 'contradictory', variant: 'openWithMoney' });
    expect(told).toEqual(plain);
  });
});

describe('stale', () => {
  it('tells the order as it was so many seconds ago, and once that is over, as it is', async () => {
    const { orderId } = await bank.register();
    const id = String(orderId);
    const open = await status(id);
    await bank.moveClock(60_000);
    await bank.pay(id);
    const charged = await status(id);
    await bank.moveClock(120_000);
    await bank.control('POST', 'refunds', { orderId: id, amount: 100 });
    const refunded = await status(id);
    const staleBy = async (seconds: number) => {
      await bank.control('DELETE', 'faults');
      await bank.fault({ ...ALWAYS, fault: 'stale', seconds });
      return status(id);
    };
    expect(await staleBy(0)).toEqual(refunded);
    expect(await staleBy(30)).toEqual(charged);
    expect(await staleBy(90)).toEqual(open);
    expect(await staleBy(86_400)).toEqual(open);
    await bank.moveClock(240_000);
    expect(await staleBy(90)).toEqual(refunded);
  });

  it.each([
    [0, 'orderStatus', 0],
    [2, 'paymentAmountInfo.refundedAmount', 0],
    [4, 'paymentAmountInfo.refundedAmount', 100],
    [6, 'orderStatus', 4],
  ])('tells it as it last was with status %i, if ever', async (wanted, path, value) => {
    const orderId = await paid();
    await bank.control('POST', 'refunds', { orderId, amount: 100 });
    const [, told] = await both(orderId, { fault: 'stale', status: wanted });
    expect(told).toHaveProperty(path, value);
  });

  it('a restart forgets nothing of what was', async () => {
    const orderId = await paid();
    await bank.control('POST', 'refunds', { orderId, amount: 100 });
    for (let time = 0; time < 2; time += 1) {
      const restarted = await aRunningBank(bank.folder);
      for (const wanted of [0, 2]) {
        await restarted.fault({ ...ALWAYS, times: 1, fault: 'stale', status: wanted });
        expect(await restarted.status({ orderId })).toHaveProperty('orderStatus', wanted);
      }
      await restarted.stop();
    }
  });
});

describe('late', () => {
  it('tells the code of the attempt that failed before', async () => {
    const { orderId } = await bank.register();
    const id = String(orderId);
    await bank.pay(id, { $PAN: '4000000001160003' });
    const open = await status(id);
    await bank.pay(id);
    const [, told] = await both(id, { fault: 'late', seconds: 60, earlierCode: true });
    expect(told).toEqual(open);
    expect(told).toMatchObject({ orderStatus: 0, actionCode: 116 });
    await bank.moveClock(61_000);
    expect(await status(id)).toHaveProperty('orderStatus', 2);
  });

  it('is not put out by dates that are off', async () => {
    const orderId = await paid();
    await bank.control('POST', 'clock', { skewMs: -1_200_000 });
    const [, told] = await both(orderId, { fault: 'late', seconds: 60 });
    await bank.control('POST', 'clock', { skewMs: 0 });
    expect(told).toHaveProperty('orderStatus', 0);
  });
});

describe('partial', () => {
  const amounts = async (variant: string) => {
    const [, told] = await both(await paid(), { fault: 'partial', variant });
    return told.paymentAmountInfo;
  };

  it.each([
    ['onlyPaymentState', { paymentState: 'DEPOSITED' }],
    ['onlyApproved', { paymentState: 'DEPOSITED', approvedAmount: AMOUNT }],
    ['onlyRefunded', { paymentState: 'DEPOSITED', refundedAmount: 0 }],
    ['withoutAmounts', undefined],
  ])('%s: %j', async (variant, left) => expect(await amounts(variant)).toEqual(left));

  it.each([
    ['withoutPaymentState', 'paymentState'],
    ['withoutDeposited', 'depositedAmount'],
  ])('%s', async (variant, name) => {
    const left = await amounts(variant);
    expect(left).not.toHaveProperty(name);
    expect(Object.keys(left as Json)).toHaveLength(5);
  });

  it('withoutBlocks leaves plain values alone', async () => {
    const [plain, told] = await both(await paid(), { fault: 'partial', variant: 'withoutBlocks' });
    const isPlain = ([, value]: [string, unknown]) => typeof value !== 'object';
    expect(told).toEqual(Object.fromEntries(Object.entries(plain).filter(isPlain)));
  });

  it.each([
    ['elementsWithoutValue', { name: 'binProductCategory' }],
    ['unreadableElements', null],
  ])('%s stand before what can be read', async (variant, first) => {
    const orderId = await paid(ECHO);
    await bank.control('POST', 'refunds', { orderId, amount: 1 });
    const [plain, told] = await both(orderId, { fault: 'partial', variant });
    for (const list of ['merchantOrderParams', 'attributes', 'refunds']) {
      const [before, after] = [plain[list], told[list]] as [Json[], Json[]];
      expect([after[0], after.at(-1)]).toEqual([first, before[0]]);
    }
  });

  it('is named in full by the table', () => expect(PART_NAMES).toHaveLength(9));
});

describe('impossibleDates', () => {
  it.each([
    ['seconds', (at: number) => Math.floor(at / 1000)],
    ['microseconds', (at: number) => at * 1000],
    ['year9999', () => Date.UTC(9999, 11, 31)],
    ['zero', () => 0],
    ['negative', (at: number) => -at],
    ['beyondDates', () => Number.MAX_SAFE_INTEGER],
    ['digitsAsText', String],
    ['textWithoutZone', (at: number) => new Date(at + 5 * 3_600_000).toISOString().slice(0, 19)],
    [
      'textWithSpace',
      (at: number) => new Date(at + 5 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    ],
    ['garbage', () => 'soon'],
    ['object', () => ({ time: null })],
  ])('%s', async (variant, wrong: (at: number) => unknown) => {
    const orderId = await paid();
    await bank.control('POST', 'refunds', { orderId, amount: 1 });
    const [plain, told] = await both(orderId, { fault: 'impossibleDates', variant });
    const DATES = ['date', 'authDateTime', 'depositedDate', 'refundedDate'];
    for (const name of DATES) expect(told[name]).toEqual(wrong(Number(plain[name])));
    const dateOf = ({ refunds }: Json) => (refunds as Json[])[0]!.date;
    expect(dateOf(told)).toEqual(wrong(Date.parse(`${String(dateOf(plain))}Z`)));
  });

  it('can be of some dates alone', async () => {
    const wrong = { fault: 'impossibleDates', variant: 'garbage', fields: ['depositedDate'] };
    const [plain, told] = await both(await paid(), wrong);
    expect(told).toEqual({ ...plain, depositedDate: 'soon' });
  });

  it('is named in full by the table', () => expect(DATE_MISTAKES).toHaveLength(11));
});

it('hits as often as ordered, and only what matches', async () => {
  const [one, other] = [await paid(), await paid()];
  const match = { orderId: one };
  await bank.fault({ ...ALWAYS, times: 2, fault: 'partial', variant: 'withoutAmounts', match });
  expect(await status(other)).toHaveProperty('paymentAmountInfo');
  expect(await status(one)).not.toHaveProperty('paymentAmountInfo');
  expect(await status(one)).not.toHaveProperty('paymentAmountInfo');
  expect(await status(one)).toHaveProperty('paymentAmountInfo');
});

it.each([
  [{ fault: 'contradictory' }],
  [{ fault: 'contradictory', variant: 'unheard' }],
  [{ fault: 'partial', variant: 'closedWithMoney' }],
  [{ fault: 'poison', variant: 'seconds' }],
  [{ fault: 'poison', variant: 'longAts', when: 'before' }],
  [{ fault: 'stale' }],
  [{ fault: 'stale', seconds: 1, status: 2 }],
  [{ fault: 'stale', status: 42 }],
  [{ fault: 'late', seconds: 1, variant: 'garbage' }],
  [{ fault: 'stale', seconds: 1, earlierCode: true }],
  [{ fault: 'cut', variant: 'garbage' }],
])('does not take %j for a fault', async (order) => {
  await expect(bank.fault({ ...ALWAYS, ...order })).rejects.toThrow('400');
});
