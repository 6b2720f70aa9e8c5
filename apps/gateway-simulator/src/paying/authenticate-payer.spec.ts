// Aim: whatever a payer does at 3-D Secure, the order ends where gateway.md §4 and §9 say, and money comes in once.
// Method: post to the pages' own endpoints as a browser without script does.
import { aRunningBank, type Json, type RunningBank, STRICT } from '../running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.moveClock(0));

const CODE = '4012001038166662';
const CHALLENGE = '5555555555555599';
const RETURN = { returnUrl: 'https://shop.kz/ok', failUrl: 'https://shop.kz/no' };
const statusOf = (orderId: string) => bank.control('GET', `orders/${orderId}`);

async function aPayerAt3ds($PAN = CHALLENGE, fields: Record<string, string> = {}, preAuth = false) {
  const answer = await (preAuth ? bank.registerPreAuth : bank.register)({ ...RETURN, ...fields });
  const orderId = String(answer.orderId);
  await bank.pay(orderId, { $PAN });
  return orderId;
}

const idOf = async (orderId: string) =>
  String(((await statusOf(orderId)).authentication as Json | undefined)?.id);

async function prove(orderId: string, fields: Record<string, string>): Promise<Response> {
  const form = { MDORDER: orderId, transaction: await idOf(orderId), language: 'en', ...fields };
  const body = new URLSearchParams(form);
  return fetch(`${bank.url}/payment/acs.do`, { method: 'POST', body, redirect: 'manual' });
}

it.each([
  ['the code', CODE, { proof: 'code', code: '12345678' }],
  ['the short code', CODE, { proof: 'code', code: ' 123456 ' }],
  ['Success', CHALLENGE, { proof: 'success' }],
  ['a code in the challenge', CHALLENGE, { proof: 'code', code: '12345678' }],
])('%s pays, and the page goes on to the shop', async (_, pan, fields) => {
  const orderId = await aPayerAt3ds(pan);
  const response = await prove(orderId, fields);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain(
    `content="0;url=https://shop.kz/ok?orderId=${orderId}&amp;lang=en"`,
  );
  expect(await statusOf(orderId)).toMatchObject({ status: 2, actionCode: 0, attemptsMade: 1 });
  expect(await statusOf(orderId)).not.toHaveProperty('authentication');
});

it('only holds the money of a two-stage order', async () => {
  const orderId = await aPayerAt3ds(CHALLENGE, {}, true);
  await prove(orderId, { proof: 'success' });
  expect(await bank.status({ orderId })).toMatchObject({
    orderStatus: 1,
    paymentAmountInfo: { paymentState: 'APPROVED', approvedAmount: 1_250_000, depositedAmount: 0 },
  });
});

it.each([
  ['Fail', CHALLENGE, 'fail', -2025],
  ['giving up the challenge', CHALLENGE, 'cancel', -2025],
  ['giving up the code', CODE, 'cancel', -2006],
])('%s refuses the attempt and leads back to the payment page', async (_, pan, proof, actionCode) => {
  const orderId = await aPayerAt3ds(pan);
  const response = await prove(orderId, { proof });
  const page = `/payment/merchants/payment_en.html?mdOrder=${orderId}`;
  expect([response.status, response.headers.get('location')]).toEqual([303, page]);
  expect(await bank.status({ orderId })).toMatchObject({ orderStatus: 0, actionCode });
  expect(await (await fetch(bank.url + page)).text()).toMatch(/id="error"[^>]*>[^<]*not confirmed/);
  await bank.pay(orderId);
  expect(await statusOf(orderId)).toMatchObject({ status: 2, attemptsMade: 2 });
});

it('closes the order with the last attempt and leads to the shop', async () => {
  const orderId = await aPayerAt3ds(CHALLENGE, { userName: STRICT.login, password: STRICT.password });
  expect(await (await prove(orderId, { proof: 'fail' })).text()).toContain(`https://shop.kz/no?orderId=`);
  expect(await statusOf(orderId)).toMatchObject({ status: 6, actionCode: -2025 });
});

it('allows three codes, and says how many are left', async () => {
  const orderId = await aPayerAt3ds(CODE);
  const acs = `/payment/acs.html?mdOrder=${orderId}&lang=en`;
  for (const left of ['2 tries are left', 'One try is left']) {
    expect((await prove(orderId, { proof: 'code', code: '1' })).headers.get('location')).toBe(acs);
    const page = await (await fetch(bank.url + acs)).text();
    expect(page).toMatch(new RegExp(`id="error"[^>]*>Wrong code. ${left}`));
    expect(await statusOf(orderId)).toMatchObject({ status: 5 });
  }
  await prove(orderId, { proof: 'code', code: '' });
  expect(await statusOf(orderId)).toMatchObject({ status: 0, actionCode: -2006 });
});

it('takes money once, and nothing from a form left over from another authentication', async () => {
  const orderId = await aPayerAt3ds();
  const transaction = await idOf(orderId);
  await prove(orderId, { proof: 'cancel' });
  await bank.pay(orderId, { $PAN: CHALLENGE });
  await prove(orderId, { proof: 'success', transaction });
  expect(await statusOf(orderId)).toMatchObject({ status: 5, attemptsMade: 2 });
  await prove(orderId, { proof: 'success' });
  await prove(orderId, { proof: 'fail' });
  expect(await statusOf(orderId)).toMatchObject({ status: 2, attemptsMade: 2 });
});

it('is entered again by reloading either page, and no second card is taken meanwhile', async () => {
  const orderId = await aPayerAt3ds();
  const page = `${bank.url}/payment/merchants/payment_kk.html?mdOrder=${orderId}`;
  const again = await fetch(page, { redirect: 'manual' });
  const acs = `/payment/acs.html?mdOrder=${orderId}&lang=kk`;
  expect([again.status, again.headers.get('location')]).toEqual([303, acs]);
  for (let time = 0; time < 2; time += 1)
    expect(await (await fetch(bank.url + acs)).text()).toContain('id="code"');
  expect(await bank.pay(orderId)).toMatchObject({ errorCode: 1 });
  await prove(orderId, { proof: 'success' });
  const over = await fetch(bank.url + acs, { redirect: 'manual' });
  expect(over.headers.get('location')).toContain('payment_kk.html');
});

it('ends with the lifetime for a payer who vanished: -2009', async () => {
  const orderId = await aPayerAt3ds(CODE);
  await bank.moveClock(1_200_000);
  expect(await bank.status({ orderId })).toMatchObject({
    orderStatus: 6,
    actionCode: -2009,
    cardAuthInfo: { maskedPan: '401200**6662' },
    paymentAmountInfo: { paymentState: 'DECLINED', approvedAmount: 0 },
  });
  await prove(orderId, { proof: 'success' });
  expect(await statusOf(orderId)).toMatchObject({ status: 6 });
});

it('is not interrupted by decline.do', async () => {
  const orderId = await aPayerAt3ds(CODE, { orderNumber: 'PO-away' });
  expect(await bank.decline({ orderId, orderNumber: 'PO-away' })).toMatchObject({ errorCode: '7' });
  expect(await statusOf(orderId)).toMatchObject({ status: 5 });
});

it('survives a restart of the bank', async () => {
  const orderId = await aPayerAt3ds();
  const restarted = await aRunningBank(bank.folder);
  const paid = await restarted.control('POST', 'pay', { orderId });
  expect(paid).toMatchObject({ order: { status: 2, attemptsMade: 1 } });
  await restarted.stop();
});

it.each([
  ['success', { status: 2 }, { redirect: expect.any(String) }],
  ['fail', { status: 0, actionCode: -2025 }, { error: expect.any(String) }],
  ['leave', { status: 5, actionCode: -9000 }, { acsUrl: expect.any(String) }],
])('/control/pay with threeDSecure %s', async (threeDSecure, order, answer) => {
  const { orderId } = await bank.register();
  const paid = await bank.control('POST', 'pay', { orderId, pan: CHALLENGE, threeDSecure });
  expect(paid).toMatchObject({ order, answer });
});

it('/control/pay takes on a payer who was left at 3-D Secure', async () => {
  const orderId = await aPayerAt3ds();
  const left = await bank.control('POST', 'pay', { orderId, threeDSecure: 'leave' });
  expect(left).toMatchObject({ order: { status: 5, attemptsMade: 1 } });
  const paid = await bank.control('POST', 'pay', { orderId });
  expect(paid).toMatchObject({ order: { status: 2, attemptsMade: 1 } });
});
