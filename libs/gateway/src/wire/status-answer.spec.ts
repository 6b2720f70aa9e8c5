// Aim: every example answer of gateway.md §3, and the ways it says an answer may vary, read as our words.
import { readStatusAnswer } from './status-answer.js';

const PAID = {
  errorCode: '0',
  orderNumber: 'PO-000103',
  orderStatus: 2,
  actionCode: 0,
  amount: 1250000,
  currency: '398',
  date: 1764057600000,
  merchantOrderParams: [{ name: 'tolemOrder', value: 'o-1' }],
  attributes: [{ name: 'mdOrder', value: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0' }],
  cardAuthInfo: {
    maskedPan: '411111**1111',
    approvalCode: '123456',
    pan: '411111**1111',
    cardholderName: 'T',
  },
  authRefNum: '532900000103',
  paymentWay: 'CARD',
  ip: '203.0.113.7',
  paymentAmountInfo: { approvedAmount: 1250000, depositedAmount: 1250000, refundedAmount: 0, feeAmount: 0 },
  bankInfo: { bankName: 'TEST BANK', bankCountryCode: 'KZ' },
};

const read = (changes: object) =>
  readStatusAnswer({ ...PAID, ...changes }, { absent: false, timeZone: 'Asia/Almaty' });

it('reads a paid order', () => {
  expect(read({})).toMatchObject({
    status: 'charged',
    amountMinor: 1250000n,
    currency: 'KZT',
    gatewayOrderId: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0',
    echo: { tolemOrder: 'o-1' },
    amounts: { approvedMinor: 1250000n, depositedMinor: 1250000n, refundedMinor: 0n },
    maskedCard: '411111**1111',
    rrn: '532900000103',
    registeredAt: new Date(1764057600000),
  });
});

it.each([
  [0, 'open'],
  [1, 'held'],
  [2, 'charged'],
  [3, 'reversed'],
  [4, 'refunded'],
  [5, 'authenticating'],
  [6, 'closed'],
  [7, 'pending'],
  [8, 'capturing'],
  [9, 'unknown'],
  ['0', 'open'],
  ['six', 'unknown'],
  [null, 'unknown'],
])('orderStatus %p is %s', (orderStatus, status) => {
  expect(read({ orderStatus }).status).toBe(status);
});

it.each(['orderStatus', 'amount', 'currency', 'orderNumber'])('without %s the answer is unknown', (field) => {
  expect(read({ [field]: undefined }).status).toBe('unknown');
});

it('knows an absent order', () => {
  const answer = readStatusAnswer(
    { errorCode: '6', errorMessage: 'Order not found', attributes: [] },
    { absent: true, timeZone: 'Asia/Almaty' },
  );
  expect(answer).toMatchObject({ status: 'absent', amountMinor: null, actionCode: null });
});

it('takes numbers as text, unknown fields and broken optional fields as they come', () => {
  const answer = read({
    amount: '1250000',
    currency: 398,
    actionCode: '116',
    cardAuthInfo: 'none',
    bankInfo: [],
    brandNew: { deep: true },
  });
  expect(answer).toMatchObject({
    status: 'charged',
    amountMinor: 1250000n,
    currency: 'KZT',
    actionCode: 116,
  });
  expect(answer).toMatchObject({ maskedCard: null, bankName: null });
});

it('keeps the number of a currency it does not know, so that it can never agree', () => {
  expect(read({ currency: '999' }).currency).toBe('999');
});

it('has no amounts where an old merchant version sends none', () => {
  expect(read({ paymentAmountInfo: undefined }).amounts).toBeNull();
});

it('lists refunds oldest first, one without a date in its place, and loses none but what cannot be read', () => {
  const refunds = [
    { date: '2025-11-27T08:00:00', amount: 5 },
    { amount: 7 },
    null,
    'refund',
    { date: '2025-11-28T08:00:00' },
    { amount: 'all' },
    { amount: -1 },
    { date: '2025-11-26T08:00:00', amount: '40000', externalRefundId: 'RF-1' },
  ];
  expect(read({ refunds }).refunds).toEqual([
    { amountMinor: 40000n, externalRefundId: 'RF-1' },
    { amountMinor: 7n, externalRefundId: null },
    { amountMinor: 5n, externalRefundId: null },
  ]);
  expect(read({ refunds: {} }).refunds).toEqual([]);
});

describe('paymentAmountInfo', () => {
  const amounts = (paymentAmountInfo: unknown) => read({ paymentAmountInfo }).amounts;
  const NOTHING = { approvedMinor: null, depositedMinor: null, refundedMinor: null, paymentState: null };

  it.each<[string, object, object]>([
    ['nothing', {}, NOTHING],
    ['its state', { paymentState: 'DECLINED' }, { ...NOTHING, paymentState: 'DECLINED' }],
    ['what was approved', { approvedAmount: '5' }, { ...NOTHING, approvedMinor: 5n }],
    ['what was deposited', { depositedAmount: 5 }, { ...NOTHING, depositedMinor: 5n }],
    ['what was refunded', { refundedAmount: 0 }, { ...NOTHING, refundedMinor: 0n }],
    ['null for the rest', { refundedAmount: 5, depositedAmount: null }, { ...NOTHING, refundedMinor: 5n }],
    ['a state nobody can read', { paymentState: {} }, NOTHING],
    ['unknown members', { totalAmount: 'x', feeAmount: -1 }, NOTHING],
  ])('may hold %s', (_what, block, seen) => {
    const answer = read({ paymentAmountInfo: block });
    expect([answer.status, answer.amounts]).toEqual(['charged', seen]);
  });

  it.each([undefined, null])('may be %p, as in old merchant versions', (block) => {
    const answer = read({ paymentAmountInfo: block });
    expect([answer.status, answer.amounts]).toEqual(['charged', null]);
  });

  it.each(['none', 5, true, [], [{ depositedAmount: 5 }]])('that is %j makes the answer unknown', (block) => {
    expect([read({ paymentAmountInfo: block }).status, amounts(block)]).toEqual(['unknown', null]);
  });

  it.each(['approvedAmount', 'depositedAmount', 'refundedAmount'])('with a broken %s, too', (name) => {
    for (const value of [
      '',
      'five',
      '5.0',
      0.5,
      -1,
      '-1',
      2 ** 53,
      '9007199254740992',
      1e300,
      true,
      {},
      [5],
    ]) {
      const paymentAmountInfo = { approvedAmount: 5, depositedAmount: 5, refundedAmount: 0, [name]: value };
      expect(read({ paymentAmountInfo }).status).toBe('unknown');
    }
  });
});

it.each<[unknown, boolean]>([
  [true, true],
  ['true', true],
  ['TRUE', true],
  ['1', true],
  [1, true],
  [false, false],
  ['false', false],
  ['0', false],
  [0, false],
  ['yes', false],
  [null, false],
  [{}, false],
])('chargeback %j is %p', (chargeback, seen) => {
  expect(read({ chargeback }).chargeback).toBe(seen);
});

it.each([
  ['810', 'RUB'],
  ['643', 'RUB'],
  [51, 'AMD'],
  ['KGS', 'KGS'],
])('currency %j is %s', (currency, seen) => {
  expect(read({ currency }).currency).toBe(seen);
});
