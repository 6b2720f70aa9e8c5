// Aim: the bank can show step by step what happened to an order, and tells no secret by it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aRunningBank, type Json, type RunningBank, until } from '../running-bank.fixture.js';
import { withoutTokens } from './journal.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.moveClock(0));

type Journal = { orderNumber: string; entries: Json[] };
const journal = (orderId: unknown, of = bank) =>
  of.control<Journal>('GET', `journal?orderId=${String(orderId)}`);
const what = async (orderId: unknown) => (await journal(orderId)).entries.map((entry) => entry.what);
const TOKEN = 'b0b1b2b3b4b5b6b7b8b9';

async function afterChallenge() {
  const returnUrl = `https://tolem.kz/pay/return/${TOKEN}?t=${TOKEN}`;
  const { orderId, formUrl } = await bank.register({ orderNumber: 'PO-told', returnUrl, language: 'kk' });
  await fetch(String(formUrl));
  await bank.pay(orderId, { $CVC: '999' });
  await bank.pay(orderId, { $PAN: '5555555555555599' });
  const { authentication } = await bank.control<{ authentication: { id: string } }>(
    'GET',
    `orders/${String(orderId)}`,
  );
  const proof = { MDORDER: String(orderId), transaction: authentication.id, proof: 'success' };
  await fetch(`${bank.url}/payment/acs.do`, { method: 'POST', body: new URLSearchParams(proof) });
  return orderId;
}

it('tells the steps of the guide with their instants, and nothing of it is lost by a restart', async () => {
  const orderId = await afterChallenge();
  const told = await journal(orderId);
  const refused = { outcome: 'refused', actionCode: 71015, status: 0 };
  const request = expect.objectContaining({
    userName: 'patient-api',
    password: '…',
    returnUrl: 'https://tolem.kz/pay/return/…?t=…',
  }) as Json;
  const url = `https://tolem.kz/pay/return/…?t=…&orderId=${String(orderId)}&lang=kk`;
  expect(told).toEqual({
    orderId,
    orderNumber: 'PO-told',
    entries: [
      { step: 4, what: 'registered', request, answer: { orderId, formUrl: expect.any(String) as string } },
      { step: 6, what: 'page-opened', language: 'kk' },
      { step: 7, what: 'card-taken', card: '444455**3333' },
      { step: 8, what: 'processed', ...refused },
      { step: 7, what: 'card-taken', card: '555555**5599' },
      { step: 8, what: '3ds-begun', protocol: '3DS2' },
      { step: 8, what: '3ds-ended', protocol: '3DS2', outcome: 'passed' },
      { step: 8, what: 'processed', outcome: 'approved', actionCode: 0, status: 2 },
      { step: 9, what: 'redirected', url },
    ].map((entry) => ({ at: expect.stringMatching(/^\d{4}-.*Z$/) as string, ...entry })),
  });
  for (let time = 0; time < 2; time += 1) {
    const restarted = await aRunningBank(bank.folder);
    expect(await journal(orderId, restarted)).toEqual(told);
    await restarted.stop();
  }
});

it('tells no token of an address, wherever the address stands', async () => {
  const backToShopUrl = `https://tolem.kz/pay/return/${TOKEN}`;
  const jsonParams = JSON.stringify({ tolemOrder: 'o-1', backToShopUrl });
  const failUrl = `https://tolem.kz/pay/fail/${TOKEN}`;
  const { orderId } = await bank.register({ jsonParams, failUrl });
  await bank.call('getOrderStatusExtended.do', { orderId: String(orderId) });
  const told = JSON.stringify(await journal(orderId));
  expect(told).toContain('pay/return/…');
  expect(told).toContain('pay/fail/…');
  expect(told).not.toContain(TOKEN);
});

it('keeps no card, no CVC and no code', async () => {
  await bank.pay((await bank.register()).orderId, { $CVC: '987' });
  const kept = readFileSync(join(bank.folder, 'ledger.jsonl'), 'utf8');
  expect(kept).not.toMatch(/4444555511113333|5555555555555599|"987"|12345678/);
});

it('tells of wallets, of a payer who gave up, and of who closed the order', async () => {
  const paid = await bank.register();
  await bank.control('POST', 'pay', { orderId: paid.orderId, way: 'GOOGLE_PAY' });
  expect((await journal(paid.orderId)).entries).toMatchObject([
    { what: 'registered' },
    { step: 7, what: 'wallet-taken', way: 'GOOGLE_PAY' },
    { what: 'processed', outcome: 'approved' },
  ]);
  const declined = await bank.register({ orderNumber: 'PO-closed' });
  await bank.decline({ orderId: String(declined.orderId), orderNumber: 'PO-closed' });
  expect((await journal(declined.orderId)).entries.at(-1)).toMatchObject({
    step: null,
    what: 'closed',
    by: 'decline.do',
    actionCode: 2012,
    status: 6,
  });
});

it('tells of a payer who vanished when the time was over, not when somebody looked', async () => {
  const { orderId } = await bank.register();
  await bank.pay(orderId, { $PAN: '4012001038166662' });
  const { expiresAt } = await bank.control<{ expiresAt: number }>('GET', `orders/${String(orderId)}`);
  await bank.moveClock(86_400_000);
  const at = new Date(expiresAt).toISOString();
  expect((await journal(orderId)).entries.slice(-2)).toEqual([
    { at, step: 8, what: '3ds-ended', protocol: '3DS1', outcome: 'abandoned' },
    { at, step: null, what: 'closed', by: 'lifetime', actionCode: -2009, status: 6 },
  ]);
});

it('tells of a redirect only if a browser got it', async () => {
  const sent = await bank.register();
  await bank.pay(sent.orderId);
  expect(await what(sent.orderId)).toEqual(['registered', 'card-taken', 'processed', 'redirected']);
  const lost = await bank.register();
  await bank.fault({ endpoint: 'processform.do', fault: 'cut', when: 'after' });
  await expect(bank.pay(lost.orderId)).rejects.toThrow('fetch failed');
  expect(await what(lost.orderId)).toEqual(['registered', 'card-taken', 'processed']);
});

it('tells what a merchant was told of the status, once for each news, and of the payer nothing', async () => {
  const { orderId } = await bank.register();
  const ask = () => bank.status({ orderId: String(orderId) });
  await ask();
  await ask();
  await bank.pay(orderId);
  await ask();
  await until(async () => (await what(orderId)).filter((told) => told === 'status-told').length > 1);
  const told = (await journal(orderId)).entries.filter((entry) => entry.what === 'status-told');
  const request = { userName: 'patient-api', password: '…', orderId };
  expect(told).toMatchObject([
    { step: 10, request, answer: { orderStatus: 0 } },
    { step: 10, request, answer: { orderStatus: 2, cardAuthInfo: { pan: '…', cardholderName: '…' } } },
  ]);
  expect(JSON.stringify(told)).not.toMatch(/444455|TEST CARDHOLDER|127\.0\.0\.1/);
});

it('is of one order that exists', async () => {
  const other = await bank.register();
  await afterChallengeOf(await bank.register());
  expect(await what(other.orderId)).toEqual(['registered']);
  await expect(journal('nobody')).rejects.toThrow('404');
  await expect(bank.control('GET', 'journal')).rejects.toThrow('400');
});

const afterChallengeOf = ({ orderId }: Json) => bank.control('POST', 'pay', { orderId });

it.each([
  [`https://tolem.kz/pay/return/${TOKEN}`, 'https://tolem.kz/pay/return/…'],
  ['https://shop.kz/ok?orderId=1&lang=kk&key=x', 'https://shop.kz/ok?orderId=1&lang=kk&key=…'],
  ['https://user:secret@shop.kz:8443/ok#secret', 'https://shop.kz:8443/ok'],
  ['shop.kz/ok', '…'],
])('shows %s as %s', (url, shown) => {
  expect(withoutTokens(url)).toBe(shown);
});
