// Aim: merchants are told what gateway.md §6 says, signed as it says, and again until they have heard. Method: a whole
// bank, and a server of the test's own in the merchant's place.
import { createHmac, generateKeyPairSync, verify } from 'node:crypto';
import {
  aRegistration,
  aRunningBank,
  type Json,
  PATIENT,
  type RunningBank,
  until,
} from '../running-bank.fixture.js';
import { aListeningMerchant, type Heard, textOf } from './listening-merchant.fixture.js';

let merchant: Awaited<ReturnType<typeof aListeningMerchant>>;
let bank: RunningBank;
let url: string;
beforeAll(async () => {
  merchant = await aListeningMerchant();
  url = merchant.url;
  bank = await aRunningBank();
});
afterAll(async () => {
  await bank?.stop();
  merchant.stop();
});
beforeEach(() => {
  merchant.heard.length = 0;
  merchant.answer.status = 200;
});

const wants = (callbacks: Json) =>
  bank.control('PUT', 'merchants', {
    ...PATIENT,
    attempts: 2,
    currencies: ['KZT'],
    callbacks: { retryAfterMs: 1, ...callbacks },
  });
const about = (orderId: unknown) => merchant.about(orderId);
const told = (orderId: unknown, times?: number) => merchant.told(orderId, times);

it('tells of a payment, signed with the shared token', async () => {
  await wants({ url: `${url}/static`, hmac: 'token' });
  const registration = aRegistration();
  const { orderId } = await bank.call('register.do', registration);
  await bank.pay(orderId);
  await told(orderId);
  const [{ method, path, said }] = about(orderId) as [Heard];
  expect([method, path]).toEqual(['POST', '/static']);
  const { orderNumber } = registration;
  const checksum = expect.any(String) as string;
  expect(said).toEqual({ mdOrder: orderId, orderNumber, operation: 'deposited', status: '1', checksum });
  expect(said.checksum).toBe(createHmac('sha256', 'token').update(textOf(said)).digest('hex').toUpperCase());
});

it('tells of a hold where the order asked for it, by GET and signed with the key', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rsa = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await wants({ url: `${url}/static`, method: 'GET', rsa });
  const { orderId } = await bank.registerPreAuth({ dynamicCallbackUrl: `${url}/dynamic` });
  await bank.pay(orderId);
  await told(orderId);
  const [{ method, path, said }] = about(orderId) as [Heard];
  expect([method, path, said.operation]).toEqual(['GET', '/dynamic', 'approved']);
  const signature = Buffer.from(said.checksum!, 'hex');
  expect(verify('RSA-SHA512', Buffer.from(textOf(said)), publicKey, signature)).toBe(true);
});

it('tells of every refused attempt, and that the time was over, though nobody looks', async () => {
  await wants({ url });
  const { orderId } = await bank.register();
  await bank.pay(orderId, { $CVC: '999' });
  await told(orderId);
  await bank.moveClock(21 * 60_000);
  await told(orderId, 2);
  await bank.moveClock(0);
  expect(about(orderId).map(({ said }) => [said.operation, said.status, said.checksum])).toEqual([
    ['deposited', '0', undefined],
    ['declinedByTimeout', '1', undefined],
  ]);
});

it('tells it again, and gives up', async () => {
  await wants({ url, tries: 3 });
  merchant.answer.status = 503;
  const { orderId } = await bank.register();
  await bank.pay(orderId);
  const answered = async () => {
    const sent = await bank.control<{ answered: number }[]>('GET', `callbacks?orderId=${String(orderId)}`);
    return sent.map((callback) => callback.answered);
  };
  await until(async () => (await answered()).length === 3);
  merchant.answer.status = 200;
  const later = await bank.register();
  await bank.pay(later.orderId);
  await told(later.orderId);
  expect(await answered()).toEqual([503, 503, 503]);
});

it('misbehaves as ordered', async () => {
  await wants({ url, hmac: 'token' });
  const pays = async (fault: string) => {
    const { orderId } = await bank.register();
    const id = await bank.fault({ endpoint: 'callback', fault, match: { orderId } });
    await bank.pay(orderId);
    return { orderId, id };
  };
  const [dropped, doubled, forged, held] = [
    await pays('drop'),
    await pays('duplicate'),
    await pays('forge'),
    await pays('hold'),
  ];
  await told(doubled.orderId, 2);
  await told(forged.orderId);
  expect(about(forged.orderId)[0]!.said.checksum).toBe('0'.repeat(64));
  expect([about(dropped.orderId), about(held.orderId)]).toEqual([[], []]);
  await bank.control('POST', `faults/${held.id}/release`);
  await told(held.orderId);
  await expect(bank.fault({ endpoint: 'callback', fault: 'silence' })).rejects.toThrow('400');
  await expect(bank.fault({ endpoint: 'register.do', fault: 'drop' })).rejects.toThrow('400');
});

it('says what is not so when told to', async () => {
  await wants({ url, hmac: 'token' });
  const { orderId } = await bank.register();
  const lie = { orderId, operation: 'deposited' };
  expect(await bank.control('POST', 'callbacks', lie)).toEqual({ answered: 200 });
  expect(about(orderId)[0]!.said).toMatchObject({
    operation: 'deposited',
    status: '1',
  });
  expect((await bank.status({ orderId: String(orderId) })).orderStatus).toBe(0);
});

it('refuses an address that is none', async () => {
  expect((await bank.register({ dynamicCallbackUrl: 'shop.kz/callback' })).errorCode).toBe('5');
});
