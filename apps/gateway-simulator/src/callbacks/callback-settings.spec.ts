// Aim: a merchant's portal decides what a callback says beside the order, the operation and its status, and how it is sent; and
// what is done in the bank's cabinet is told too. Method: a whole bank, and a server of the test's own in the merchant's place.
import { createHmac } from 'node:crypto';
import { aRunningBank, type Json, PATIENT, type RunningBank, until } from '../running-bank.fixture.js';
import { aListeningMerchant, textOf } from './listening-merchant.fixture.js';

let merchant: Awaited<ReturnType<typeof aListeningMerchant>>;
let bank: RunningBank;
beforeAll(async () => {
  merchant = await aListeningMerchant();
  bank = await aRunningBank();
});
afterAll(async () => {
  await bank?.stop();
  merchant.stop();
});

const wants = (callbacks: Json = {}) =>
  bank.control('PUT', 'merchants', {
    ...PATIENT,
    attempts: 2,
    currencies: ['KZT'],
    callbacks: { url: merchant.url, hmac: 'token', ...callbacks },
  });
const signatureOf = (said: Record<string, string>) =>
  createHmac('sha256', 'token').update(textOf(said)).digest('hex').toUpperCase();

async function paid(): Promise<unknown> {
  const { orderId } = await bank.register();
  await bank.pay(orderId);
  await merchant.told(orderId);
  return orderId;
}

async function saidOf(orderId: unknown, times = 1) {
  await merchant.told(orderId, times);
  return merchant.about(orderId).at(-1)!;
}

describe('what is done in the cabinet', () => {
  it('two part refunds are told by the same bytes', async () => {
    await wants();
    const orderId = await paid();
    await bank.control('POST', 'refunds', { orderId, amount: 100 });
    await saidOf(orderId, 2);
    await bank.control('POST', 'refunds', { orderId, amount: 200 });
    await saidOf(orderId, 3);
    const [, first, second] = merchant.about(orderId);
    expect(first!.said).toMatchObject({ operation: 'refunded', status: '1' });
    expect(Object.keys(first!.said)).toEqual(['mdOrder', 'orderNumber', 'operation', 'status', 'checksum']);
    expect(second!.raw).toBe(first!.raw);
  });

  it('a reversal and a capture are told', async () => {
    await wants();
    const reversed = await paid();
    await bank.control('POST', 'reversals', { orderId: reversed });
    expect((await saidOf(reversed, 2)).said).toMatchObject({ operation: 'reversed', status: '1' });
    const { orderId } = await bank.registerPreAuth();
    await bank.pay(orderId);
    await merchant.told(orderId);
    await bank.control('POST', 'captures', { orderId, amount: 5 });
    expect((await saidOf(orderId, 2)).said).toMatchObject({ operation: 'deposited', status: '1' });
  });

  it('is not told where it was done quietly, and a chargeback never is', async () => {
    await wants();
    const orderId = await paid();
    await bank.control('POST', 'refunds', { orderId, amount: 100, callback: false });
    await bank.control('POST', 'chargebacks', { orderId });
    await bank.control('POST', 'refunds', { orderId, amount: 100 });
    await merchant.told(orderId, 2);
    const sent = await bank.control<Json[]>('GET', `callbacks?orderId=${String(orderId)}`);
    expect(sent.map(({ operation }) => operation)).toEqual(['deposited', 'refunded']);
  });

  it('can be told though it is not so', async () => {
    await wants();
    const orderId = await paid();
    for (const operation of ['refunded', 'reversed']) {
      expect(await bank.control('POST', 'callbacks', { orderId, operation })).toEqual({ answered: 200 });
      expect(merchant.about(orderId).at(-1)!.said).toMatchObject({ operation });
    }
  });

  it('is hit by the faults of callbacks', async () => {
    await wants();
    const orderId = await paid();
    await bank.fault({ endpoint: 'callback', fault: 'drop', match: { orderId } });
    await bank.control('POST', 'refunds', { orderId, amount: 1 });
    await bank.control('POST', 'refunds', { orderId, amount: 1 });
    await merchant.told(orderId, 2);
    expect(merchant.about(orderId)).toHaveLength(2);
  });
});

it('extra parameters are told as agreed, and signed', async () => {
  await wants({
    extra: ['amount', 'currency', 'maskedPan', 'callbackCreationDate', 'depositedAmount', 'refundedAmount'],
    verbatim: { description: 'Tea; green;', 'новое имя': '' },
  });
  await bank.control('POST', 'clock', { skewMs: -1_000_000_000_000 });
  const orderId = await paid();
  await bank.control('POST', 'refunds', { orderId, amount: 100 });
  const { said } = await saidOf(orderId, 2);
  await bank.control('POST', 'clock', { skewMs: 0 });
  expect(said).toMatchObject({
    amount: '1250000',
    currency: '398',
    maskedPan: '444455**3333',
    depositedAmount: '1249900',
    refundedAmount: '100',
    description: 'Tea; green;',
    'новое имя': '',
  });
  expect(said.callbackCreationDate).toMatch(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4}$/);
  const ahead = Date.parse(said.callbackCreationDate!) - Date.now();
  expect(Math.round(ahead / 1e11)).toBe(-10);
  expect(said.checksum).toBe(signatureOf(said));
});

it('of what there is nothing to say, it says nothing', async () => {
  await wants({ extra: ['externalRefundId', 'operationRefundedAmount', 'reversedDate', 'paymentState'] });
  const { said } = await saidOf(await paid());
  expect(Object.keys(said)).toEqual([
    'mdOrder',
    'orderNumber',
    'operation',
    'status',
    'paymentState',
    'checksum',
  ]);
});

it('the key’s name is told where it is configured, and not signed', async () => {
  await wants({ signAlias: 'SHA-256 with RSA' });
  const { said } = await saidOf(await paid());
  expect(said).toMatchObject({ sign_alias: 'SHA-256 with RSA', checksum: signatureOf(said) });
  await wants();
  expect((await saidOf(await paid())).said).not.toHaveProperty('sign_alias');
});

it('the shop’s number can be left out, and the signature holds without it', async () => {
  await wants({ omitOrderNumber: true });
  const { said } = await saidOf(await paid());
  expect(Object.keys(said)).toEqual(['mdOrder', 'operation', 'status', 'checksum']);
  expect(said.checksum).toBe(signatureOf(said));
});

it.each(['plain/text', 'text/plain; charset=utf-8', 'application/json'])(
  'is a form called %s',
  async (type) => {
    await wants({ contentType: type });
    const { contentType, said } = await saidOf(await paid());
    expect(contentType).toBe(type);
    expect(said).toMatchObject({ operation: 'deposited', checksum: signatureOf(said) });
  },
);

it('is a form called a form where nothing else was set', async () => {
  await wants();
  const { contentType } = await saidOf(await paid());
  expect(contentType).toBe('application/x-www-form-urlencoded;charset=UTF-8');
});

it('keeps such settings over a restart', async () => {
  await wants({ signAlias: 'key-1', extra: ['amount'], omitOrderNumber: true });
  const restarted = await aRunningBank(bank.folder);
  const { orderId } = await restarted.register();
  await restarted.pay(orderId);
  await until(async () => merchant.about(orderId).length === 1);
  expect(merchant.about(orderId)[0]!.said).toMatchObject({ sign_alias: 'key-1', amount: '1250000' });
  await restarted.stop();
});
