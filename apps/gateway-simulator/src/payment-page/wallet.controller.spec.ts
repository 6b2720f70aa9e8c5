// Aim: a wallet pays in one step as a card does, and the bank says which way it was.
import { aRunningBank, type RunningBank, STRICT } from '../running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.moveClock(0));

const WAYS = ['APPLE_PAY', 'GOOGLE_PAY'] as const;
const sheet = (orderId: unknown, way: string) =>
  `${bank.url}/payment/wallet.html?mdOrder=${String(orderId)}&way=${way}&lang=en`;
const confirm = (orderId: unknown, way: string) =>
  fetch(`${bank.url}/payment/wallet.do`, {
    method: 'POST',
    body: new URLSearchParams({ MDORDER: String(orderId), way, language: 'en' }),
    redirect: 'manual',
  });

it.each(WAYS)('%s: a button, a sheet, one step, paid', async (way) => {
  const { orderId, formUrl } = await bank.register({ userName: STRICT.login, password: STRICT.password });
  expect(await (await fetch(String(formUrl))).text()).toMatch(
    new RegExp(`<button\\s+id="${way.toLowerCase().replace('_', '-')}"\\s+name="way"\\s+value="${way}"`),
  );
  expect(await (await fetch(sheet(orderId, way))).text()).toContain('id="confirm"');
  const paid = await confirm(orderId, way);
  expect(await paid.text()).toContain(`url=https://shop.kz/return?orderId=${String(orderId)}&amp;lang=en`);
  expect(await bank.status({ orderId: String(orderId) }, STRICT)).toMatchObject({
    orderStatus: 2,
    actionCode: 0,
    paymentWay: way,
    cardAuthInfo: { maskedPan: expect.stringMatching(/^\d{6}\*\*\d{4}$/) },
    paymentAmountInfo: { paymentState: 'DEPOSITED', depositedAmount: 1_250_000 },
  });
});

it.each(WAYS)('/control/pay pays by %s, and a hold says so too', async (way) => {
  const { orderId } = await bank.registerPreAuth();
  const paid = await bank.control('POST', 'pay', { orderId, way });
  expect(paid).toMatchObject({ answer: { errorCode: 0 }, order: { status: 1, lastAttempt: { way } } });
  expect(await bank.status({ orderId: String(orderId) })).toMatchObject({ orderStatus: 1, paymentWay: way });
});

it('takes money once', async () => {
  const { orderId } = await bank.register();
  await Promise.all([confirm(orderId, 'APPLE_PAY'), confirm(orderId, 'GOOGLE_PAY')]);
  expect(await bank.control('GET', `orders/${String(orderId)}`)).toMatchObject({
    status: 2,
    attemptsMade: 1,
  });
});

it.each([
  ['paid', (orderId: string) => bank.pay(orderId)],
  ['expired', () => bank.moveClock(1_200_000)],
])('leads from the sheet of a %s order to its page', async (_, end) => {
  const { orderId } = await bank.register();
  await end(String(orderId));
  const page = `/payment/merchants/payment_en.html?mdOrder=${String(orderId)}`;
  const opened = await fetch(sheet(orderId, 'APPLE_PAY'), { redirect: 'manual' });
  const confirmed = await confirm(orderId, 'APPLE_PAY');
  for (const response of [opened, confirmed])
    expect([response.status, response.headers.get('location')]).toEqual([303, page]);
});

it('does not pay while a card is at 3-D Secure', async () => {
  const { orderId } = await bank.register();
  await bank.pay(orderId, { $PAN: '5555555555555599' });
  const answer = await confirm(orderId, 'APPLE_PAY');
  expect(answer.headers.get('location')).toContain('/payment/acs.html');
  expect(await bank.status({ orderId: String(orderId) })).toHaveProperty('orderStatus', 5);
});

it('knows no other wallet', async () => {
  const { orderId } = await bank.register();
  expect((await confirm(orderId, 'toString')).status).toBe(400);
  expect((await fetch(sheet(orderId, 'CASH'))).status).toBe(400);
});
