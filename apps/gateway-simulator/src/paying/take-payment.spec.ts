// Aim: a card posted to the page's endpoint does to the order what gateway.md §9 and §10 saw.
import { aRunningBank, type RunningBank, STRICT } from '../running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());

const urls = { returnUrl: 'https://shop.kz/ok?back', failUrl: 'https://shop.kz/no' };
const strict = { userName: STRICT.login, password: STRICT.password };
const statusOf = async (orderId: unknown) => bank.control('GET', `orders/${String(orderId)}`);

it('charges the good card and sends the payer to returnUrl', async () => {
  const { orderId } = await bank.register(urls);
  expect(await bank.pay(orderId)).toEqual({
    errorCode: 0,
    info: expect.any(String),
    redirect: `https://shop.kz/ok?back&orderId=${String(orderId)}&lang=en`,
  });
  expect(await statusOf(orderId)).toMatchObject({ status: 2, actionCode: 0 });
});

it('takes money once', async () => {
  const { orderId } = await bank.register();
  const answers = await Promise.all([bank.pay(orderId), bank.pay(orderId)]);
  expect(answers.map((answer) => answer.errorCode)).toEqual(expect.arrayContaining([0, 1]));
});

it('declines the order of a one-attempt merchant for a wrong CVC', async () => {
  const { orderId } = await bank.register({ ...urls, ...strict });
  expect(await bank.pay(orderId, { $CVC: '999' })).toEqual({
    errorCode: 0,
    errorTypeName: 'DATA_INPUT_ERROR',
    error: expect.any(String),
    redirect: `https://shop.kz/no?orderId=${String(orderId)}&lang=en`,
  });
  expect(await statusOf(orderId)).toMatchObject({ status: 6, actionCode: 71015 });
});

it('leaves the order open while attempts remain, and closes it with the last', async () => {
  const { orderId } = await bank.register({ returnUrl: urls.returnUrl });
  for (const attemptsMade of [1, 2]) {
    expect(await bank.pay(orderId, { $CVC: '000' })).not.toHaveProperty('redirect');
    expect(await statusOf(orderId)).toMatchObject({ status: 0, actionCode: 71015, attemptsMade });
  }
  expect(await bank.pay(orderId, { $CVC: '000' })).toHaveProperty(
    'redirect',
    expect.stringMatching(/^https:\/\/shop\.kz\/ok/),
  );
  expect(await statusOf(orderId)).toMatchObject({ status: 6, actionCode: 71015 });
});

it('lets a payer succeed after a refused attempt', async () => {
  const { orderId } = await bank.register();
  await bank.pay(orderId, { $CVC: '999' });
  await bank.pay(orderId);
  expect(await statusOf(orderId)).toMatchObject({ status: 2, actionCode: 0, attemptsMade: 2 });
});

it.each([
  ['an expired year', 'expiry', { YYYY: '2020' }],
  ['a month that is none', 'expiry', { MM: '13' }],
  ['a wrong check digit', 'pan', { $PAN: '4444555511113334' }],
  ['no CVC', 'cvc', { $CVC: '' }],
  ['a name that never ends', 'holder', { TEXT: 'X'.repeat(151) }],
])('refuses %s, blames the field and leaves the order untouched', async (_, field, card) => {
  const { orderId } = await bank.register(strict);
  expect(await bank.pay(orderId, card as Record<string, string>)).toEqual({
    errorCode: 1,
    error: expect.any(String),
    field,
  });
  expect(await statusOf(orderId)).toMatchObject({ status: 0, actionCode: -100, attemptsMade: 0 });
});

it('judges cards and lifetimes by its own clock', async () => {
  const { orderId } = await bank.register({ sessionTimeoutSecs: '60' });
  await bank.moveClock(61_000);
  expect(await bank.pay(orderId)).toMatchObject({ errorCode: 1 });
  await bank.moveClock(0);
  // Closed is closed: a clock put back opens nothing.
  expect(await statusOf(orderId)).toMatchObject({ status: 6, actionCode: -2007 });
  const other = await bank.register();
  await bank.moveClock(Date.UTC(2099, 11, 31) - Date.now());
  expect(await bank.control('POST', 'pay', { orderId: other.orderId })).toHaveProperty('answer.errorCode', 1);
  const third = await bank.register();
  expect(await bank.pay(third.orderId)).toHaveProperty('errorCode', 0);
  await bank.moveClock(Date.UTC(2100, 0, 1) - Date.now());
  const fourth = await bank.register();
  expect(await bank.pay(fourth.orderId)).toMatchObject({ errorCode: 1, field: 'expiry' });
  await bank.moveClock(0);
});

it('/control/pay does what the page does, by either id', async () => {
  const { orderId } = await bank.register({ orderNumber: 'PO-by-number' });
  const refused = await bank.control('POST', 'pay', { orderNumber: 'PO-by-number', cvc: '999' });
  expect(refused).toMatchObject({ answer: { errorTypeName: 'DATA_INPUT_ERROR' }, order: { status: 0 } });
  expect(await bank.control('POST', 'pay', { orderId })).toMatchObject({
    order: { status: 2, orderNumber: 'PO-by-number' },
  });
});

it('keeps neither the card nor its CVC', async () => {
  const { orderId } = await bank.register();
  await bank.pay(orderId, { $CVC: '999' });
  const kept = JSON.stringify([await statusOf(orderId), await bank.control('GET', 'calls')]);
  expect(kept).not.toMatch(/4444555511113333|"999"/);
  expect(kept).not.toContain('p?%&+ж');
});
