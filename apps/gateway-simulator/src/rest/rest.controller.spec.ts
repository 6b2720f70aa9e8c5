// Aim: the calls take what gateway.md §2, §3 and §5 say and refuse the rest with the documented codes.
// Method: real HTTP against a whole bank.
import { aRegistration, aRunningBank, PATIENT, type RunningBank, STRICT } from '../running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());

describe('register.do', () => {
  it('answers with orderId and formUrl and no errorCode', async () => {
    const answer = await bank.register({ language: 'ru' });
    expect(answer).toEqual({
      orderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      formUrl: `${bank.url}/payment/merchants/payment_ru.html?mdOrder=${String(answer.orderId)}`,
    });
  });

  it('gives code 1 and no formUrl for a number it knows, but only to the same merchant', async () => {
    await bank.register({ orderNumber: 'PO-twice' });
    expect(await bank.register({ orderNumber: 'PO-twice' })).toEqual({
      errorCode: '1',
      errorMessage: expect.any(String),
    });
    const elsewhere = { orderNumber: 'PO-twice', userName: STRICT.login, password: STRICT.password };
    expect(await bank.register(elsewhere)).toHaveProperty('formUrl');
  });

  it.each([
    ['wrong password', { password: 'wrong' }, '5'],
    ['unknown login', { userName: 'nobody' }, '5'],
    ['no login', { userName: '' }, '4'],
    ['no password', { password: '' }, '4'],
    ['no number', { orderNumber: '' }, '4'],
    ['a number of 37', { orderNumber: 'x'.repeat(37) }, '1'],
    ['no amount', { amount: '' }, '12'],
    ['no amount to pay', { amount: '0' }, '5'],
    ['an amount with a point', { amount: '12.50' }, '5'],
    ['13 digits', { amount: '1'.repeat(13) }, '5'],
    ['another currency', { currency: '840' }, '3'],
    ['letters for a currency', { currency: 'KZT' }, '3'],
    ['no returnUrl', { returnUrl: '' }, '4'],
    ['a relative returnUrl', { returnUrl: '/back' }, '4'],
    ['a relative failUrl', { failUrl: './back' }, '4'],
    ['a long returnUrl', { returnUrl: `https://shop.kz/${'x'.repeat(512)}` }, '5'],
    ['a long description', { description: 'x'.repeat(599) }, '5'],
    ['HTML in a field', { description: 'Tea <b>strong</b>' }, '5'],
    ['an unknown language', { language: 'xx' }, '5'],
    ['jsonParams that are no object', { jsonParams: '[1]' }, '5'],
    ['jsonParams that are no JSON', { jsonParams: '{tolemOrder' }, '5'],
    ['no time at all', { sessionTimeoutSecs: '0' }, '5'],
    ['a date with a space', { expirationDate: '2030-01-01 10:00:00' }, '5'],
    ['unknown features', { features: 'FORCE_TDS,VERIFY' }, '14'],
    ['a feature without the right', { features: 'VERIFY' }, '13'],
  ])('refuses %s', async (_, fields: Record<string, string>, errorCode) => {
    expect(await bank.register(fields)).toEqual({ errorCode, errorMessage: expect.any(String) });
  });

  it('tolerates unknown fields and repeated features', async () => {
    const pairs = Object.entries(aRegistration({ brandNew: 'field' }));
    const answer = await bank.call('register.do', [
      ...pairs,
      ['features', 'FORCE_TDS'],
      ['features', 'FORCE_FULL_TDS'],
    ]);
    expect(answer).toHaveProperty('formUrl');
  });

  it('lets expirationDate win over sessionTimeoutSecs', async () => {
    const { orderId } = await bank.register({
      expirationDate: '2099-01-01T05:00:00',
      sessionTimeoutSecs: '60',
    });
    const order = await bank.control('GET', `orders/${String(orderId)}`);
    expect(order.expiresAt).toBe(Date.UTC(2099, 0, 1));
  });
});

describe('registerPreAuth.do', () => {
  it('registers as register.do does, under the same numbers, and paying only holds the money', async () => {
    const { orderId, formUrl } = await bank.registerPreAuth({ orderNumber: 'PO-held' });
    expect(formUrl).toBe(`${bank.url}/payment/merchants/payment_en.html?mdOrder=${String(orderId)}`);
    for (const again of [bank.registerPreAuth, bank.register])
      expect(await again({ orderNumber: 'PO-held' })).toMatchObject({ errorCode: '1' });
    await bank.pay(orderId);
    expect(await bank.status({ orderNumber: 'PO-held' })).toMatchObject({
      orderStatus: 1,
      paymentAmountInfo: { paymentState: 'APPROVED', approvedAmount: 1_250_000, depositedAmount: 0 },
    });
    expect(await bank.decline({ orderId: String(orderId), orderNumber: 'PO-held' })).toMatchObject({
      errorCode: '7',
    });
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, '5'],
    ['no amount', { amount: '' }, '12'],
    ['another currency', { currency: '840' }, '3'],
    ['a relative returnUrl', { returnUrl: '/back' }, '4'],
  ])('refuses %s', async (_, fields: Record<string, string>, errorCode) => {
    expect(await bank.registerPreAuth(fields)).toEqual({ errorCode, errorMessage: expect.any(String) });
  });

  it('is counted, and can be hit by a fault of its own', async () => {
    await bank.fault({ endpoint: 'registerPreAuth.do', fault: 'refuse', errorCode: '7', when: 'after' });
    expect(await bank.registerPreAuth({ orderNumber: 'PO-hit' })).toMatchObject({ errorCode: '7' });
    expect(await bank.status({ orderNumber: 'PO-hit' })).toMatchObject({ orderStatus: 0 });
    expect(await bank.control('GET', 'calls?orderNumber=PO-hit')).toMatchObject({
      counts: { 'register.do': 0, 'registerPreAuth.do': 1 },
    });
  });
});

it('names the address payers reach it by, where it was told one', async () => {
  const behind = await aRunningBank(undefined, 'https://bank.example');
  const { orderId, formUrl } = await behind.register();
  expect(formUrl).toBe(`https://bank.example/payment/merchants/payment_en.html?mdOrder=${String(orderId)}`);
  await behind.stop();
});

describe('getOrderStatusExtended.do', () => {
  it('finds by either id, orderId winning, and echoes jsonParams', async () => {
    const jsonParams = JSON.stringify({ tolemOrder: 'T-1', tolemRegistration: 'R-1' });
    const { orderId } = await bank.register({ orderNumber: 'PO-echo', jsonParams });
    const byNumber = await bank.status({ orderNumber: 'PO-echo' });
    expect(byNumber.merchantOrderParams).toEqual([
      { name: 'tolemOrder', value: 'T-1' },
      { name: 'tolemRegistration', value: 'R-1' },
    ]);
    expect(await bank.status({ orderId: String(orderId), orderNumber: 'PO-other' })).toEqual(byNumber);
    expect(await bank.status({ orderId: 'nobody', orderNumber: 'PO-echo' })).toHaveProperty('errorCode', '6');
  });

  it.each([
    ['neither id', {}, '1'],
    ['a wrong password', { password: 'wrong' }, '5'],
    ['no login', { userName: '' }, '5'],
  ])('refuses %s', async (_, fields: Record<string, string>, errorCode) => {
    expect(await bank.status(fields)).toEqual({ errorCode, errorMessage: expect.any(String) });
  });
});

describe('decline.do', () => {
  it('closes an unpaid order once', async () => {
    const { orderId } = await bank.register({ orderNumber: 'PO-declined' });
    const ids = { orderId: String(orderId), orderNumber: 'PO-declined' };
    expect(await bank.decline(ids)).toEqual({ errorCode: '0', errorMessage: 'Success' });
    expect(await bank.status(ids)).toMatchObject({
      orderStatus: 6,
      actionCode: 2012,
      paymentAmountInfo: { paymentState: 'DECLINED' },
    });
    expect(await bank.decline(ids)).toMatchObject({ errorCode: '7' });
    expect(await bank.pay(orderId)).toMatchObject({ errorCode: 1 });
  });

  it('never touches a paid order', async () => {
    const { orderId } = await bank.register({ orderNumber: 'PO-paid' });
    await bank.pay(orderId);
    expect(await bank.decline({ orderId: String(orderId), orderNumber: 'PO-paid' })).toMatchObject({
      errorCode: '7',
    });
    expect(await bank.status({ orderNumber: 'PO-paid' })).toHaveProperty('orderStatus', 2);
  });

  it('wants both ids, its own order and the right password', async () => {
    const { orderId } = await bank.register({ orderNumber: 'PO-open' });
    const ids = { orderId: String(orderId), orderNumber: 'PO-open' };
    expect(await bank.decline({ orderId: ids.orderId })).toMatchObject({ errorCode: '5' });
    expect(await bank.decline({ ...ids, orderNumber: 'PO-other' })).toMatchObject({ errorCode: '6' });
    expect(await bank.decline(ids, STRICT)).toMatchObject({ errorCode: '6' });
    expect(await bank.decline(ids, { ...PATIENT, password: 'x' })).toMatchObject({ errorCode: '5' });
  });
});

it.each([
  ['GET', 'register.do', 405],
  ['PUT', 'getOrderStatusExtended.do', 405],
  ['POST', 'nothing.do', 404],
])('answers %s %s with %i', async (method, call, status) => {
  expect((await fetch(`${bank.url}/payment/rest/${call}`, { method })).status).toBe(status);
});

it('takes forms only, and nothing from the query', async () => {
  const query = new URLSearchParams(aRegistration()).toString();
  expect(await (await bank.post(`register.do?${query}`, {})).json()).toMatchObject({ errorCode: '4' });
  const headers = { 'content-type': 'application/json' };
  expect((await bank.post('register.do', {}, { headers, body: '{}' })).status).toBe(415);
});

it('is alive', async () => {
  expect((await fetch(`${bank.url}/health/live`)).status).toBe(200);
});

it('makes a number where a merchant so set sends none, as the bank’s own example does', async () => {
  const merchant = { login: 'numberless-api', password: 'secret', attempts: 1, currencies: ['KZT'] };
  await bank.control('PUT', 'merchants', { ...merchant, orderNumberOptional: true });
  const whose = { userName: 'numberless-api', password: 'secret' };
  await bank.register({ ...whose, orderNumber: '1000002' });
  const made = [];
  for (let time = 0; time < 3; time += 1) {
    const { orderId, formUrl } = await bank.register({ ...whose, orderNumber: '' });
    expect(formUrl).toContain(String(orderId));
    const { orderNumber } = await bank.status({ orderId: String(orderId) }, { ...PATIENT, ...login(whose) });
    expect(await bank.control('GET', `orders/${String(orderId)}`)).toHaveProperty('formUrlDelivered', true);
    made.push(String(orderNumber));
  }
  expect(new Set([...made, '1000002']).size).toBe(4);
  for (const number of made) expect(number).toMatch(/^\d{7}$/);
  expect(await bank.register({ orderNumber: '' })).toMatchObject({ errorCode: '4' });
});

const login = ({ userName, password }: { userName: string; password: string }) => ({
  login: userName,
  password,
});
