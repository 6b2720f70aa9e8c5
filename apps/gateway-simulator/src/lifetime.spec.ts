// Aim: an order whose time is over is closed with the right code, and what was last tried stays to be seen.
import { aRunningBank, type RunningBank } from './running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.moveClock(0));

const merchant = (login: string, more: object) =>
  bank.control('PUT', 'merchants', { login, password: 'x', attempts: 3, currencies: ['KZT'], ...more });

it.each([
  ['-2007 unless told otherwise', {}, -2007],
  ['-2007 if told so', { expiryCode: -2007 }, -2007],
  ['-2014 if told so', { expiryCode: -2014 }, -2014],
])('%s', async (_, more, actionCode) => {
  const login = `m${Object.values(more).join('')}`;
  await merchant(login, more);
  const { orderId } = await bank.register({ userName: login, password: 'x' });
  await bank.moveClock(1_200_000);
  const status = await bank.status({ orderId: String(orderId) }, { login, password: 'x', attempts: 3 });
  expect(status).toMatchObject({ orderStatus: 6, actionCode, actionCodeDescription: 'Payment time is over' });
  expect(status).not.toHaveProperty('cardAuthInfo');
});

it('takes no other code', async () => {
  await expect(merchant('odd', { expiryCode: 0 })).rejects.toThrow('400');
});

it('keeps the card of the last refused attempt in sight', async () => {
  const { orderId } = await bank.register();
  await bank.control('POST', 'pay', { orderId, pan: '4000000001160003' });
  await bank.moveClock(1_200_000);
  expect(await bank.status({ orderId: String(orderId) })).toMatchObject({
    orderStatus: 6,
    actionCode: -2007,
    cardAuthInfo: { maskedPan: '400000**0003' },
    authDateTime: expect.any(Number),
  });
});

it('does not end a hold', async () => {
  const { orderId } = await bank.registerPreAuth();
  await bank.pay(orderId);
  await bank.moveClock(1_200_000);
  expect(await bank.status({ orderId: String(orderId) })).toMatchObject({ orderStatus: 1, actionCode: 0 });
});
