// Aim: every test card ends as the table of gateway.md §9 says, by a posted card and by /control/pay alike.
import { aRunningBank, CARD, type RunningBank, STRICT } from '../running-bank.fixture.js';
import { ACTION_CODES } from './action-codes.js';
import { CARDS, isPan } from './cards.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());

const strict = { userName: STRICT.login, password: STRICT.password };

it.each([
  ['4444 5555 1111 3333', 'without 3-D Secure', 2, 0, 7],
  ['4012 0010 3816 6662', 'a code at 3-D Secure 1', 2, 0, 5],
  ['5555 5555 5555 5599', 'a challenge at 3-D Secure 2', 2, 0, 2],
  ['4111 1111 1111 1111', 'frictionless', 2, 0, 5],
  ['4000 0011 1111 1118', 'attempt only', 2, 0, 6],
  ['5168 4948 9505 5780', 'fails in 3-D Secure 2', 6, -2025, undefined],
  ['4000 0000 0116 0003', 'not enough money', 6, 116, undefined],
  ['5200 0000 0116 0008', 'a challenge, then not enough money', 6, 116, undefined],
  ['4000 0000 0005 0007', 'refused without a reason', 6, 5, undefined],
  ['4000 0000 0121 0006', 'over a limit', 6, 121, undefined],
  ['4000 0000 0151 0009', 'suspected fraud', 6, 151, undefined],
  ['4000 0000 0203 0007', 'lost', 6, 203, undefined],
  ['4000 0000 0907 0006', 'its bank is away', 6, 907, undefined],
  ['4242 4242 4242 4242', 'not in the table', 6, 71015, undefined],
])('%s (%s) ends in status %i, %i', async (number, _, status, actionCode, eci) => {
  const pan = number.replaceAll(' ', '');
  const { orderId } = await bank.register(strict);
  const { order } = await bank.control<{ order: object }>('POST', 'pay', { orderId, pan });
  expect(order).toMatchObject({ status, actionCode, lastAttempt: { maskedPan: masked(pan) } });
  expect(order).toHaveProperty('lastAttempt', expect.objectContaining(eci ? { eci } : {}));
});

it.each(CARDS.flatMap(({ pan }) => ['999', '000'].map((cvc) => [pan, cvc])))(
  '%s with CVC %s is wrong card data at once',
  async (pan, cvc) => {
    const { orderId } = await bank.register();
    expect(await bank.pay(orderId, { $PAN: pan, $CVC: cvc })).toMatchObject({
      errorCode: 0,
      errorTypeName: 'DATA_INPUT_ERROR',
    });
    expect(await bank.status({ orderId: String(orderId) })).toMatchObject({
      orderStatus: 0,
      actionCode: 71015,
    });
  },
);

it.each([
  ['4012001038166662', 5],
  ['5555555555555599', 5],
  ['5200000001160008', 5],
  ['4111111111111111', 2],
  ['5168494895055780', 0],
])('a posted %s leads to status %i', async ($PAN, orderStatus) => {
  const { orderId } = await bank.register();
  const answer = await bank.pay(orderId, { $PAN });
  expect(await bank.status({ orderId: String(orderId) })).toMatchObject({ orderStatus });
  const acsUrl = `/payment/acs.html?mdOrder=${String(orderId)}&lang=en`;
  expect(answer.acsUrl).toBe(orderStatus === 5 ? acsUrl : undefined);
});

it('has only possible numbers, each once, and a word for every code', () => {
  expect(CARDS.filter(({ pan }) => !isPan(pan))).toEqual([]);
  expect(new Set(CARDS.map(({ pan }) => pan)).size).toBe(CARDS.length);
  const codes = CARDS.map((card) => card.actionCode).filter((code) => code !== 0);
  expect(codes.filter((code) => ACTION_CODES[code]?.tellPayer === undefined)).toEqual([]);
  expect(CARDS.map(({ pan }) => pan)).toContain(CARD.$PAN);
});

const masked = (pan: string): string => `${pan.slice(0, 6)}**${pan.slice(-4)}`;
