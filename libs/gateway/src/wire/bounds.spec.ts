// Aim: whatever its length and characters, a field is what it can be, or missing; and no whole card gets past the border.
import { readStatusAnswer } from './status-answer.js';

const PAID = { errorCode: '0', orderNumber: 'N-1', orderStatus: 2, amount: 1250000, currency: '398' };
const CARD = '4111111111111111';
const read = (body: object) =>
  readStatusAnswer({ ...PAID, ...body }, { absent: false, timeZone: 'Asia/Almaty' });

it.each<[string, (text: string) => unknown, number]>([
  ['orderNumber', (orderNumber) => read({ orderNumber }).orderNumber, 36],
  ['paymentWay', (paymentWay) => read({ paymentWay }).paymentWay, 64],
  ['approvalCode', (approvalCode) => read({ cardAuthInfo: { approvalCode } }).approvalCode, 10],
  ['rrn', (authRefNum) => read({ authRefNum }).rrn, 24],
  ['bankName', (bankName) => read({ bankInfo: { bankName } }).bankName, 255],
  ['bankCountry', (bankCountryCode) => read({ bankInfo: { bankCountryCode } }).bankCountry, 64],
  ['currency', (currency) => read({ currency }).currency, 8],
  ['paymentState', (paymentState) => read({ paymentAmountInfo: { paymentState } }).amounts?.paymentState, 32],
  [
    'externalRefundId',
    (externalRefundId) => read({ refunds: [{ amount: 1, externalRefundId }] }).refunds[0]!.externalRefundId,
    32,
  ],
])('%s is missing where it is longer than it can be, or empty', (_field, take, length) => {
  expect(take('A'.repeat(length))).toBe('A'.repeat(length));
  for (const text of ['', 'A'.repeat(length + 1), 'A'.repeat(12_000)]) expect(take(text)).toBeNull();
});

it('takes what no text should hold out of texts', () => {
  const { bankName, orderNumber } = read({
    orderNumber: 'N-1\r\n',
    bankInfo: { bankName: 'A\0B\ud800C\u202eD\u0007\nE' },
  });
  expect([orderNumber, bankName]).toEqual(['N-1', 'A\ufffdB\ufffdCDE']);
});

it.each([CARD, Number(CARD)])('lets a whole card through nowhere: %j', (card) => {
  const answer = read({
    actionCodeDescription: `Card ${card} refused`,
    errorMessage: `${card}`,
    paymentWay: card,
    authRefNum: card,
    terminalId: card,
    cardAuthInfo: { pan: card, maskedPan: card, approvalCode: card },
    bankInfo: { bankName: `Bank of ${card}`, bankCountryCode: card, [CARD]: 1 },
    paymentAmountInfo: { paymentState: card },
    refunds: [{ amount: 1, externalRefundId: card, referenceNumber: card }],
    merchantOrderParams: [
      { name: 'note', value: card },
      { name: `${card}`, value: 'x' },
    ],
    attributes: [
      { name: 'mdOrder', value: 'bank-1' },
      { name: 'other', value: card },
    ],
  });
  const told = JSON.stringify(answer, (_name, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  expect(told).not.toContain(CARD);
  expect(answer).toMatchObject({
    status: 'charged',
    maskedCard: '411111**1111',
    bankName: 'Bank of …',
    rrn: null,
  });
});

describe('what is kept', () => {
  it('is redacted', () => {
    const { kept } = read({
      actionCodeDescription: 'Refused for ann@example.kz, +7 701 123-45-67',
      merchantOrderParams: [
        { name: 'phone', value: '77011234567' },
        { name: 'tolemOrder', value: 'o-1' },
        { name: 'backToShopUrl', value: 'https://pay.example/pay/return/secret' },
      ],
    });
    expect(kept).toMatchObject({
      actionCodeDescription: 'Refused for … …',
      merchantOrderParams: [{ name: 'tolemOrder', value: 'o-1' }],
    });
  });

  it('keeps an amount that as a text could be a phone', () => {
    expect(read({ amount: '77011234567' }).kept).toMatchObject({ amount: 77011234567 });
  });

  it.each<[string, object]>([
    ['one long text', { actionCodeDescription: 'я'.repeat(60_000) }],
    ['long texts in a list', { merchantOrderParams: Array.from({ length: 60 }, () => 'я'.repeat(1_000)) }],
    [
      'a long list',
      { merchantOrderParams: Array.from({ length: 5_000 }, () => ({ name: 'a', value: 'b' })) },
    ],
    ['a long list of nothing', { attributes: Array.from({ length: 30_000 }, () => 1) }],
    [
      'lists in lists',
      { refunds: Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 'text')) },
    ],
    [
      'many members',
      { bankInfo: Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`m${at}`, at])) },
    ],
    ['long names', { bankInfo: { ['я'.repeat(60_000)]: 1 } }],
  ])('has room for the status, and not for %s', (_what, body) => {
    const { kept } = read(body);
    expect(kept).toMatchObject({ orderStatus: 2, amount: 1250000, orderNumber: 'N-1' });
    expect(JSON.stringify(kept).length).toBeLessThan(32_768);
  });

  it.each([17, 15_000])('goes no deeper than it must: %d', (depth) => {
    let list: unknown = 'deep';
    for (let at = 0; at < depth; at += 1) list = at % 2 === 0 ? [list] : { list };
    for (const name of [
      'attributes',
      'refunds',
      'merchantOrderParams',
      'bankInfo',
      'currency',
      'date',
      'paymentWay',
    ])
      expect(JSON.stringify(read({ [name]: list }).kept).length).toBeLessThan(300);
  });
});
