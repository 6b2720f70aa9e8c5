// Aim: what goes over the wire, and what each answer means. The failures of the transport are in gateway-fetch.spec.ts.
import type { ServerResponse } from 'node:http';
import { AGateway } from './gateway.fixture.js';
import { GatewayClient, type NewRegistration } from './gateway-client.js';

const end = () => {};
const client = new GatewayClient({ pass: (_merchant, { send }) => send(), end }, 5_000);
let gateway: AGateway;
beforeAll(async () => {
  gateway = await AGateway.start();
});
afterAll(async () => {
  await gateway.stop();
  await client.onApplicationShutdown();
});

const ORDER: NewRegistration = {
  gatewayOrderNumber: 'N-1-abcdefghij',
  mode: 'charge',
  money: { minor: 999_999_999_999n, currency: 'KZT' },
  returnUrl: 'https://pay.example/pay/return/token?a=b&c=d',
  failUrl: 'https://pay.example/pay/fail/token',
  backToShopUrl: 'https://shop.example/sorry',
  callbackUrl: null,
  lifetimeSeconds: 1200,
  language: 'kk',
  description: null,
  email: null,
  echo: { tolemOrder: 'o-1', tolemRegistration: 'r-1' },
};
const REGISTERED = {
  orderId: '0b6f3d1e-5c8a-7e21-9d44-3a5e00a7d8c0',
  formUrl: 'https://bank.example/pay?mdOrder=0',
};
const ANSWERED = {
  kind: 'answered',
  answer: { gatewayOrderId: REGISTERED.orderId, formUrl: REGISTERED.formUrl },
};
const NO_NUMBER = { kind: 'silent', reason: 'errorCode is not a number', unreadable: true };
const register = (changes: Partial<NewRegistration> = {}) =>
  client.register(gateway.merchant, { ...ORDER, ...changes });
const sent = () => Object.fromEntries(new URLSearchParams(gateway.received[0]!.body));

describe('register.do', () => {
  it('posts a form with everything in the body and nothing in the address', async () => {
    gateway.says(REGISTERED);
    await register();
    const [call] = gateway.received;
    expect(call).toMatchObject({ method: 'POST', url: '/payment/rest/register.do' });
    expect(call!.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(sent()).toEqual({
      userName: 'shop-api',
      password: 'pä?%&+=; Құпия#',
      orderNumber: 'N-1-abcdefghij',
      amount: '999999999999',
      currency: '398',
      returnUrl: 'https://pay.example/pay/return/token?a=b&c=d',
      failUrl: 'https://pay.example/pay/fail/token',
      sessionTimeoutSecs: '1200',
      language: 'kk',
      jsonParams:
        '{"tolemOrder":"o-1","tolemRegistration":"r-1","backToShopUrl":"https://shop.example/sorry"}',
    });
  });

  it('escapes a password so that no form parser can take it for anything else', async () => {
    gateway.says(REGISTERED);
    await register();
    const { url, headers, body } = gateway.received[0]!;
    expect(body).toContain('password=p%C3%A4%3F%25%26%2B%3D%3B+%D2%9A%D2%B1%D0%BF%D0%B8%D1%8F%23&');
    expect(url + JSON.stringify(headers)).not.toMatch(/shop-api|password|%3F/);
  });

  it('sends what is optional only where there is something', async () => {
    gateway.says(REGISTERED);
    await register({ description: 'Аяқ киім', email: 'payer@example.kz', language: 'ru' });
    expect(sent()).toMatchObject({ description: 'Аяқ киім', email: 'payer@example.kz', language: 'ru' });
  });

  it('says where callbacks go, where it is told to', async () => {
    gateway.says(REGISTERED);
    await register({ callbackUrl: 'https://pay.example/pay/callback/m' });
    expect(sent().dynamicCallbackUrl).toBe('https://pay.example/pay/callback/m');
  });

  it('calls Kazakh what the merchant’s settings call it', async () => {
    gateway.says(REGISTERED);
    await client.register({ ...gateway.merchant, kazakhLanguageCode: 'kz' }, ORDER);
    expect(sent().language).toBe('kz');
  });

  it.each<[string, object, object]>([
    ['no errorCode', REGISTERED, ANSWERED],
    ['errorCode 0 as text', { ...REGISTERED, errorCode: '0' }, ANSWERED],
    ['errorCode 0 as a number', { ...REGISTERED, errorCode: 0 }, ANSWERED],
    ['errorCode null', { ...REGISTERED, errorCode: null }, ANSWERED],
    ['unknown fields', { ...REGISTERED, brandNew: [1] }, ANSWERED],
    ['success over an errorCode', { ...REGISTERED, success: true, errorCode: '5' }, ANSWERED],
    ['a code as text', { errorCode: '5', errorMessage: 'no' }, { kind: 'refused', code: 5, message: 'no' }],
    ['a code as a number', { errorCode: 12 }, { kind: 'refused', code: 12, message: '' }],
    [
      'a code with success false',
      { success: false, errorCode: '1' },
      { kind: 'refused', code: 1, message: '' },
    ],
    ['no success', { success: false }, { kind: 'refused', code: -1, message: '' }],
    [
      'no success beside an order',
      { ...REGISTERED, success: 'false', errorCode: '0' },
      { kind: 'refused', code: -1, message: '' },
    ],
    [
      'an error of its own',
      { error: { code: 5, description: 'Denied', message: 'no' } },
      { kind: 'refused', code: 5, message: 'no' },
    ],
    ['capital letters', { ErrorCode: '5', ErrorMessage: 'no' }, { kind: 'refused', code: 5, message: 'no' }],
    ['a code beside an order', { ...REGISTERED, errorCode: '7' }, { kind: 'refused', code: 7, message: '' }],
    ['a code of no number', { errorCode: 'abc' }, NO_NUMBER],
    ['a code that is an object', { errorCode: {} }, NO_NUMBER],
  ])('%s', async (_what, body, outcome) => {
    gateway.says(body);
    expect(await register()).toEqual(outcome);
  });

  it.each([
    ['formUrl', { formUrl: undefined }],
    ['orderId', { orderId: undefined }],
    ['formUrl but an empty one', { formUrl: '' }],
    ['orderId of a usable length', { orderId: 'x'.repeat(37) }],
    ['orderId that could be one', { orderId: 'no such\nid' }],
    ['formUrl of a usable length', { formUrl: `https://bank.example/${'x'.repeat(2_048)}` }],
    ['formUrl that is an address', { formUrl: 'soon' }],
  ])('is silent about an order without %s: it may be there', async (_what, changes) => {
    gateway.says({ ...REGISTERED, ...changes, errorCode: '0' });
    expect(await register()).toEqual({ kind: 'silent', reason: 'registered without orderId or formUrl' });
  });
});

describe('getOrderStatusExtended.do', () => {
  const ask = (by: Parameters<GatewayClient['askStatus']>[1], timeoutMs?: number) =>
    client.askStatus(gateway.merchant, by, timeoutMs === undefined ? {} : { timeoutMs });

  it.each([
    ['the bank’s id', { gatewayOrderId: 'bank-1' }, { orderId: 'bank-1' }],
    ['our number', { gatewayOrderNumber: 'N-1' }, { orderNumber: 'N-1' }],
  ])('asks by %s', async (_what, by, field) => {
    gateway.says({ errorCode: '0' });
    await ask(by);
    expect(gateway.received[0]!.url).toBe('/payment/rest/getOrderStatusExtended.do');
    const { userName, password, ...rest } = sent();
    expect([userName, password, rest]).toEqual(['shop-api', 'pä?%&+=; Құпия#', field]);
  });

  it.each<[string, object, object]>([
    [
      'not found is an answer',
      { errorCode: '6', attributes: [] },
      { kind: 'answered', answer: { status: 'absent' } },
    ],
    ['not found as a number too', { errorCode: 6 }, { kind: 'answered', answer: { status: 'absent' } }],
    ['no status is unknown', { errorCode: '0' }, { kind: 'answered', answer: { status: 'unknown' } }],
    ['not found as an error', { error: { code: 6 } }, { kind: 'answered', answer: { status: 'absent' } }],
    ['no success is a refusal', { success: false, orderStatus: 2 }, { kind: 'refused', code: -1 }],
    ['denied access is a refusal', { errorCode: '5' }, { kind: 'refused', code: 5 }],
    ['a system error is a refusal', { errorCode: '7' }, { kind: 'refused', code: 7 }],
    [
      'errorCode 0 is not orderStatus 0',
      { errorCode: '0', orderStatus: 2, amount: 1, currency: '398', orderNumber: 'N' },
      { kind: 'answered', answer: { status: 'charged' } },
    ],
    [
      'orderStatus 5 is not errorCode 5',
      { errorCode: '0', orderStatus: 5, amount: 1, currency: '398', orderNumber: 'N' },
      { kind: 'answered', answer: { status: 'authenticating' } },
    ],
  ])('%s', async (_what, body, outcome) => {
    gateway.says(body);
    expect(await ask({ gatewayOrderNumber: 'N-1' })).toMatchObject(outcome);
  });

  it('reads instants without a zone in the merchant’s', async () => {
    gateway.says({ errorCode: '0', depositedDate: '2026-03-02T15:00:00' });
    expect(await ask({ gatewayOrderNumber: 'N-1' })).toMatchObject({
      answer: { depositedAt: new Date('2026-03-02T10:00:00Z') },
    });
  });

  it('waits no longer than its caller has time', async () => {
    gateway.answers(() => {});
    expect(await ask({ gatewayOrderNumber: 'N-1' }, 50)).toEqual({ kind: 'silent', reason: 'TimeoutError' });
  });

  it('asks about nobody’s order where a refusal may be the order’s own', async () => {
    const doubtful = new GatewayClient({ pass: (_merchant, { probeLogin }) => probeLogin(), end }, 5_000);
    gateway.says({ errorCode: '6' });
    for (let times = 0; times < 2; times += 1)
      expect(await doubtful.askStatus(gateway.merchant, { gatewayOrderId: 'bank-1' })).toMatchObject({
        kind: 'answered',
      });
    await doubtful.onApplicationShutdown();
    expect(gateway.received[0]!.url).toBe('/payment/rest/getOrderStatusExtended.do');
    expect(Object.keys(sent())).toEqual(['userName', 'password', 'orderId']);
    const ids = gateway.received.map(({ body }) => new URLSearchParams(body).get('orderId'));
    expect(new Set([...ids, 'bank-1']).size).toBe(3);
  });
});

it('decline.do names the order by both its ids', async () => {
  gateway.says({ errorCode: 0 });
  await client.decline(gateway.merchant, { gatewayOrderId: 'bank-1', gatewayOrderNumber: 'N-1' });
  expect(gateway.received[0]!.url).toBe('/payment/rest/decline.do');
  expect(sent()).toMatchObject({ orderId: 'bank-1', orderNumber: 'N-1' });
});

it('calls about one merchant that are not answered hold up none about another at the same bank', async () => {
  const stuck: ServerResponse[] = [];
  gateway.answers((response, { body }) => {
    if (body.includes('userName=slow-api')) stuck.push(response);
    else response.end('{"errorCode":"6"}');
  });
  const slow = { ...gateway.merchant, id: 'slow', login: 'slow-api' };
  const asking = Array.from({ length: 50 }, (_, at) =>
    client.askStatus(slow, { gatewayOrderId: `bank-${at}` }),
  );
  const other = { ...gateway.merchant, id: 'other' };
  expect(await client.askStatus(other, { gatewayOrderId: 'bank' }, { timeoutMs: 2_000 })).toMatchObject({
    kind: 'answered',
  });
  expect(stuck.length).toBeGreaterThan(0);
  gateway.says({ errorCode: '6' });
  for (const response of stuck) response.end('{"errorCode":"6"}');
  await Promise.all(asking);
});
