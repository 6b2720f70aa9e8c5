// Aim: each fault does what its row says, before the ledger changes or after, as often as ordered and to whom.
import {
  aRegistration,
  aRunningBank,
  aTolemOrder,
  type RunningBank,
  until,
} from '../running-bank.fixture.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.control('DELETE', 'faults'));

const REGISTER = { endpoint: 'register.do' };
const known = async (orderNumber: string) =>
  (await bank.control<unknown[]>('GET', `orders?orderNumber=${orderNumber}`)).length === 1;
const waiting = async () => (await bank.control<{ waiting: number }[]>('GET', 'faults'))[0]?.waiting;
const lastCall = async () => {
  const { calls } = await bank.control<{ calls: Record<string, unknown>[] }>('GET', 'calls');
  return calls.at(-1);
};

it.each([
  ['cut', 'before', false],
  ['cut', 'after', true],
  ['http500', 'before', false],
  ['http500', 'after', true],
  ['http429', 'before', false],
  ['html', 'after', true],
])('%s %s: the order is known afterwards: %s', async (fault, when, expected) => {
  await bank.fault({ ...REGISTER, fault, when });
  const orderNumber = `PO-${fault}-${when}`;
  await expect(bank.register({ orderNumber })).rejects.toThrow(/fetch failed|JSON/);
  expect(await known(orderNumber)).toBe(expected);
  expect(await lastCall()).toMatchObject({ delivered: false, orderNumber });
});

it.each([
  ['http500', 500],
  ['http429', 429],
  ['html', 200],
])('%s answers HTTP %i with HTML', async (fault, status) => {
  await bank.fault({ ...REGISTER, fault });
  const response = await bank.post('register.do', aRegistration());
  expect([response.status, response.headers.get('content-type')]).toEqual([
    status,
    'text/html; charset=utf-8',
  ]);
});

it('refuse answers with the code, as text and only to the payment page as a number', async () => {
  await bank.fault({ ...REGISTER, fault: 'refuse', errorCode: '7', when: 'after' });
  await bank.fault({ endpoint: 'decline.do', fault: 'refuse', errorCode: 7 });
  expect(await bank.register({ orderNumber: 'PO-refused' })).toMatchObject({ errorCode: '7' });
  expect(await known('PO-refused')).toBe(true);
  expect(await bank.decline({})).toMatchObject({ errorCode: '7' });
  await bank.fault({ endpoint: 'processform.do', fault: 'refuse', errorCode: '7' });
  expect(await bank.pay('nobody')).toMatchObject({ errorCode: 7 });
});

it('silence lasts until the client gives up', async () => {
  await bank.fault({ ...REGISTER, fault: 'silence', when: 'after' });
  const client = new AbortController();
  const answer = bank.post('register.do', aRegistration({ orderNumber: 'PO-silent' }), {
    signal: client.signal,
  });
  await until(async () => (await waiting()) === 1);
  client.abort();
  await expect(answer).rejects.toThrow('abort');
  await until(async () => (await waiting()) === 0);
  expect(await known('PO-silent')).toBe(true);
  expect(await lastCall()).toMatchObject({ answer: { formUrl: expect.any(String) }, delivered: false });
});

it('hold waits for its release and then answers as if nothing had been', async () => {
  const id = await bank.fault({ ...REGISTER, fault: 'hold' });
  const answer = bank.register({ orderNumber: 'PO-held' });
  await until(async () => (await waiting()) === 1);
  expect(await known('PO-held')).toBe(false);
  expect(await bank.control('POST', `faults/${id}/release`)).toEqual({ released: 1 });
  expect(await answer).toHaveProperty('formUrl');
});

it('a held call is done even if its client has gone, but its answer is not delivered', async () => {
  const id = await bank.fault({ ...REGISTER, fault: 'hold' });
  const client = new AbortController();
  const answer = bank.post('register.do', aRegistration({ orderNumber: 'PO-late' }), {
    signal: client.signal,
  });
  await until(async () => (await waiting()) === 1);
  client.abort();
  await expect(answer).rejects.toThrow('abort');
  // A further call on a connection of its own: by its answer the bank has seen the first one close.
  await bank.status({ orderNumber: 'PO-late' });
  await bank.control('DELETE', `faults/${id}`);
  await until(() => known('PO-late'));
  expect(await bank.control('GET', 'orders/PO-late')).toHaveProperty('formUrlDelivered', false);
});

it('hits only what matches, as often as ordered', async () => {
  const refuse = { ...REGISTER, fault: 'refuse', errorCode: '7' };
  await bank.fault({ ...refuse, times: 2, match: { orderNumberPrefix: 'BAD-' } });
  await bank.fault({ ...refuse, times: 0, match: { tolemOrder: 'T-bad' } });
  expect(await bank.register({ orderNumber: 'GOOD-1' })).toHaveProperty('formUrl');
  for (const orderNumber of ['BAD-1', 'BAD-2'])
    expect(await bank.register({ orderNumber })).toHaveProperty('errorCode', '7');
  expect(await bank.register({ orderNumber: 'BAD-3' })).toHaveProperty('formUrl');
  for (const orderNumber of ['T-1', 'T-2', 'T-3'])
    expect(await bank.register({ orderNumber, ...aTolemOrder('T-bad') })).toHaveProperty('errorCode', '7');
  expect(await bank.control('GET', 'faults')).toMatchObject([
    { taken: 2, spent: true, times: 2 },
    { taken: 3, spent: false, times: 0 },
  ]);
});

it('matches a status call by the order it is about', async () => {
  const { orderId } = await bank.register({ orderNumber: 'PO-asked', ...aTolemOrder('T-asked') });
  const fault = { endpoint: 'getOrderStatusExtended.do', fault: 'refuse', errorCode: '7' };
  await bank.fault({ ...fault, match: { orderId } });
  await bank.fault({ ...fault, match: { tolemOrder: 'T-asked' } });
  for (const errorCode of ['7', '7', '0'])
    expect(await bank.status({ orderNumber: 'PO-asked' })).toHaveProperty('errorCode', errorCode);
});

const ASKED = { endpoint: 'getOrderStatusExtended.do', times: 0 };

it.each([
  ['wrongAmount', {}, { amount: 1_250_100, orderStatus: 0 }],
  ['wrongCurrency', {}, { currency: '840' }],
  ['unknownStatus', {}, { orderStatus: 42 }],
])('%s changes what is told and not what is', async (fault, more, told) => {
  const { orderId } = await bank.register();
  await bank.fault({ ...ASKED, fault, ...more });
  expect(await bank.status({ orderId: String(orderId) })).toMatchObject(told);
  expect(await bank.control('GET', `orders/${String(orderId)}`)).toMatchObject({
    amountMinor: 1_250_000,
    currency: '398',
    status: 0,
  });
});

it('missingFields leaves out what is named, also of an address that is not delivered then', async () => {
  await bank.fault({ ...REGISTER, fault: 'missingFields', fields: ['formUrl'] });
  const answer = await bank.register();
  expect(Object.keys(answer)).toEqual(['orderId']);
  expect(await bank.control('GET', `orders/${String(answer.orderId)}`)).toHaveProperty(
    'formUrlDelivered',
    false,
  );
});

it('late tells a paid order as open until the payment is so old', async () => {
  const { orderId } = await bank.register();
  const status = () => bank.status({ orderId: String(orderId) });
  const before = await status();
  await bank.fault({ ...ASKED, fault: 'late', seconds: 60, match: { orderId } });
  await bank.pay(orderId);
  const { transactionAttributes, ...told } = before;
  expect([transactionAttributes, await status()]).toEqual([[], told]);
  await bank.moveClock(61_000);
  expect(await status()).toMatchObject({ orderStatus: 2, amount: 1_250_000 });
  await bank.moveClock(0);
});

it('cutBody tears the answer in two, and it counts as not delivered', async () => {
  await bank.fault({ ...REGISTER, fault: 'cutBody' });
  const response = await bank.post('register.do', aRegistration({ orderNumber: 'PO-torn' }));
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
  expect(await bank.control('GET', 'orders/PO-torn')).toHaveProperty('formUrlDelivered', false);
});

it('slow answers in the end', async () => {
  await bank.fault({ ...REGISTER, fault: 'slow', delayMs: 50 });
  const startMs = performance.now();
  expect(await bank.register()).toHaveProperty('formUrl');
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(49);
});

it('by probability it hits some, and the same ones with the same seed', async () => {
  const hitsWith = async (seed: number) => {
    const sometimes = { ...ASKED, fault: 'refuse', errorCode: '7', probability: 0.5, seed };
    const id = await bank.fault(sometimes);
    const codes: unknown[] = [];
    for (let at = 0; at < 20; at += 1) codes.push((await bank.status({ orderNumber: 'nobody' })).errorCode);
    await bank.control('DELETE', `faults/${id}`);
    return codes.join('');
  };
  const first = await hitsWith(7);
  expect(first).toMatch(/6.*7|7.*6/);
  expect(await hitsWith(7)).toBe(first);
  expect(await hitsWith(8)).not.toBe(first);
});

it('lists the faults on a page for people', async () => {
  await bank.fault({ ...REGISTER, fault: 'cut', match: { orderNumberPrefix: '<b>' } });
  const page = await (await fetch(`${bank.url}/control`)).text();
  expect(page).toContain('&lt;b&gt;');
  expect(page).toContain('tells a paid order as open');
});

it.each([
  [{ ...REGISTER, fault: 'slow' }],
  [{ ...REGISTER, fault: 'cut', fields: ['formUrl'] }],
  [{ ...ASKED, fault: 'late', seconds: 1, when: 'before' }],
  [{ ...REGISTER, fault: 'cut', probability: 2 }],
  [{ ...REGISTER, fault: 'refuse' }],
  [{ ...REGISTER, fault: 'cut', errorCode: '7' }],
  [{ ...REGISTER, fault: 'unheard' }],
  [{ endpoint: 'refund.do', fault: 'cut' }],
])('does not take %j for a fault', async (order) => {
  await expect(bank.fault(order)).rejects.toThrow('400');
});

it('counts calls in total, by number and since', async () => {
  const before = await bank.control<{ last: number; counts: Record<string, number> }>('GET', 'calls');
  await bank.register({ orderNumber: 'PO-counted' });
  await bank.status({ orderNumber: 'PO-counted' });
  await bank.status({ orderNumber: 'PO-counted' });
  const expected = { 'register.do': 1, 'getOrderStatusExtended.do': 2 };
  for (const query of ['orderNumber=PO-counted', `since=${before.last}`])
    expect(await bank.control('GET', `calls?${query}`)).toMatchObject({ counts: expected });
  const { counts } = await bank.control<{ counts: Record<string, number> }>('GET', 'calls');
  expect(counts['register.do']).toBe((before.counts['register.do'] ?? 0) + 1);
});
