// Aim: what is wrong is refused with the right problem, naming the field, and leaves no trace. Method: one request per row;
// no worker runs, so that every row of every table is an api's doing.
import { System } from '../support/system.js';

let system: System;
let foreign: string;
let taken: Record<string, unknown>;
beforeAll(async () => {
  system = await System.start({ workers: 0 });
  foreign = (await system.register({}, 'stranger')).body.id;
  taken = system.order();
  await system.request('POST', '/v1/orders', { body: taken });
});
afterAll(() => system?.stop());

/**
 * Rows of every table of ours, and jobs wherever they are kept. But the counts of calls, which a process writes down in its own time: the
 * calls themselves are in the bank's log.
 */
async function countRows(): Promise<Record<string, number>> {
  const tables = await system.db.sql<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_name <> 'gateway_calls' AND (table_schema = 'public' OR (table_schema, table_name) = ('bullmq', 'job'))`,
  );
  const counted = tables.map(async ({ name }) => {
    const [row] = await system.db.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${name}`);
    return [name, row!.count] as const;
  });
  const keys = await system.redis?.ask((client) => client.dbsize());
  return { ...Object.fromEntries(await Promise.all(counted)), ...(keys !== undefined && { redis: keys }) };
}

const bankCalls = async (): Promise<number> => (await system.control('GET', 'calls')).last;

type Problem = Readonly<{ status: number; code: string; pointers?: string[] }>;

/** The problem this request gets; whatever it is, nothing may be left of it. */
async function expectProblem(
  { status, code, pointers = [] }: Problem,
  ask: () => ReturnType<System['request']>,
): Promise<void> {
  const before = [await countRows(), await bankCalls()];
  const answer = await ask();
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(answer.body).toMatchObject({ type: `urn:tolem:error:${code}`, status, code, retry: 'never' });
  const named = new Set(answer.body.errors.map((error: { pointer: string }) => error.pointer));
  expect(named).toEqual(new Set(pointers));
  for (const { detail } of answer.body.errors) expect(detail).toMatch(/\S/);
  expect([await countRows(), await bankCalls()]).toEqual(before);
}

it('counts something: an order that nothing is wrong with adds rows', async () => {
  const before = await countRows();
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(['public.orders', 'public.events', 'bullmq.job']),
  );
  expect((await system.register()).status).toBe(201);
  expect(await countRows()).toMatchObject({
    'public.orders': before['public.orders']! + 1,
    'public.registrations': before['public.registrations']! + 1,
    'public.events': before['public.events']! + 1,
  });
});

const letters = (length: number) => 'x'.repeat(length);
const many = (count: number, value = 'v') =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, value]));
const to = (path: string) => `http://shop.test:9999/${path}`;

describe('a field that is not valid', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['no number', { orderNumber: undefined }, ['/orderNumber']],
    ['an empty number', { orderNumber: '' }, ['/orderNumber']],
    ['a number too long', { orderNumber: letters(65) }, ['/orderNumber']],
    ['a number that is no text', { orderNumber: 17 }, ['/orderNumber']],
    ['a number with a line break', { orderNumber: 'N\n1' }, ['/orderNumber']],
    ['a number with a blank end', { orderNumber: 'N ' }, ['/orderNumber']],
    ['a number that ends with a NUL', { orderNumber: 'N\u0000' }, ['/orderNumber']],
    ['a number that no text can hold', { orderNumber: 'N\ud800' }, ['/orderNumber']],
    ['no amount', { amount: undefined }, ['/amount']],
    ['an amount of nothing', { amount: 0 }, ['/amount']],
    ['an amount below nothing', { amount: -100 }, ['/amount']],
    ['an amount in parts of a tiyin', { amount: 12.5 }, ['/amount']],
    ['an amount as text', { amount: '1250000' }, ['/amount']],
    ['an amount beyond the gateway’s', { amount: 1_000_000_000_000 }, ['/amount']],
    ['an amount beyond all integers', { amount: 1e21 }, ['/amount']],
    ['an unknown currency', { currency: 'XXX' }, ['/currency']],
    ['a currency in small letters', { currency: 'kzt' }, ['/currency']],
    ['a currency the merchant does not take', { currency: 'USD' }, ['/currency']],
    ['no address to return to', { successUrl: undefined }, ['/successUrl']],
    ['a relative address', { successUrl: '/thanks' }, ['/successUrl']],
    ['a script for an address', { successUrl: 'javascript:alert(1)' }, ['/successUrl']],
    ['an address on a foreign host', { successUrl: 'https://evil.test/' }, ['/successUrl']],
    ['a host that only looks right', { failUrl: 'http://shop.test:9999@evil.test/' }, ['/failUrl']],
    ['a host behind a backslash', { failUrl: 'http://evil.test\\@shop.test:9999/' }, ['/failUrl']],
    ['the right host before a backslash', { failUrl: 'http://shop.test:9999\\@evil.test/' }, ['/failUrl']],
    ['a user before the right host', { failUrl: 'http://me@shop.test:9999/' }, ['/failUrl']],
    ['a tab within the right host', { failUrl: 'http://sh\top.test:9999/' }, ['/failUrl']],
    ['an address with one slash', { failUrl: 'http:/shop.test:9999/' }, ['/failUrl']],
    ['another port of the right host', { successUrl: 'http://shop.test/' }, ['/successUrl']],
    ['an address too long', { successUrl: to(letters(2_000)) }, ['/successUrl']],
    ['an address with a line break', { successUrl: to('a\r\nSet-Cookie: b') }, ['/successUrl']],
    ['an address with a NUL', { failUrl: to('a\u0000') }, ['/failUrl']],
    ['an address with a blank', { successUrl: to('a b') }, ['/successUrl']],
    ['an address no header can carry', { successUrl: to('рахмет') }, ['/successUrl']],
    ['a description with markup', { description: 'cups <b>two</b>' }, ['/description']],
    ['a description that no text can hold', { description: 'a\udc00' }, ['/description']],
    ['an empty description', { description: '' }, ['/description']],
    ['a description too long', { description: letters(599) }, ['/description']],
    ['a language without a page', { language: 'de' }, ['/language']],
    ['an unknown mode', { mode: 'lend' }, ['/mode']],
    ['a life too short', { expiresInSeconds: 59 }, ['/expiresInSeconds']],
    ['a life too long', { expiresInSeconds: 604_801 }, ['/expiresInSeconds']],
    ['an e-mail that is none', { payer: { email: 'nobody' } }, ['/payer/email']],
    ['a phone that is none', { payer: { phone: 'call me' } }, ['/payer/phone']],
    ['a payer that is a list', { payer: [] }, ['/payer']],
    ['metadata with too many keys', { metadata: many(21) }, ['/metadata']],
    ['metadata that is too much', { metadata: many(9, letters(500)) }, ['/metadata']],
    ['metadata with a long value', { metadata: { a: letters(501) } }, ['/metadata/a']],
    ['metadata with a long key', { metadata: { [letters(65)]: 'v' } }, [`/metadata/${letters(65)}`]],
    ['metadata with a NUL in a key', { metadata: { 'a\u0000': 'v' } }, ['/metadata/a\u0000']],
    ['metadata that is no text', { metadata: { size: 42 } }, ['/metadata/size']],
    ['metadata with a NUL', { metadata: { note: 'a\u0000b' } }, ['/metadata/note']],
    ['metadata that no text can hold', { metadata: { note: 'a\ud800b' } }, ['/metadata/note']],
    ['an unknown field', { ammount: 1 }, ['/ammount']],
    ['an unknown field inside another', { payer: { iin: '1' } }, ['/payer/iin']],
    ['an unknown field with a slash', { 'a/b~c': 1 }, ['/a~1b~0c']],
    ['two faults at once', { amount: 0, currency: 'XXX' }, ['/amount', '/currency']],
  ])('%s is named', async (_, changes, pointers) => {
    await expectProblem({ status: 400, code: 'INVALID_REQUEST', pointers }, () => system.register(changes));
  });
});

describe('a body that cannot be read', () => {
  const FORM = 'application/x-www-form-urlencoded';

  it.each<[string, string, string, Problem]>([
    ['no JSON at all', 'amount=1', 'application/json', { status: 400, code: 'INVALID_REQUEST' }],
    ['JSON cut short', '{"amount": 1', 'application/json', { status: 400, code: 'INVALID_REQUEST' }],
    ['nothing', '', 'application/json', { status: 400, code: 'INVALID_REQUEST', pointers: [''] }],
    ['a list', '[]', 'application/json', { status: 400, code: 'INVALID_REQUEST', pointers: [''] }],
    ['null', 'null', 'application/json', { status: 400, code: 'INVALID_REQUEST', pointers: [''] }],
    ['a prototype', '{"__proto__": {}}', 'application/json', { status: 400, code: 'INVALID_REQUEST' }],
    ['a form', 'amount=1', FORM, { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['an empty form', '', FORM, { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['plain text', '{}', 'text/plain', { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['XML', '<order/>', 'application/xml', { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['65 kB', `"${letters(65 * 1024)}"`, 'application/json', { status: 413, code: 'BODY_TOO_LARGE' }],
  ])('%s', async (_, raw, type, problem) => {
    await expectProblem(problem, () => system.request('POST', '/v1/orders', { raw, type }));
  });

  it.each([
    ['a byte that begins no character', [0xff]],
    ['a character that is cut short', [0xe2, 0x82]],
    ['a longer form of a slash', [0xc0, 0xaf]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
  ])('a text of %s', async (_, bytes) => {
    const [before, after] = JSON.stringify(system.order({ description: '@' })).split('@');
    const raw = new Uint8Array(
      Buffer.concat([Buffer.from(before!), Buffer.from(bytes), Buffer.from(after!)]),
    );
    await expectProblem({ status: 400, code: 'INVALID_REQUEST' }, () =>
      system.request('POST', '/v1/orders', { raw }),
    );
  });
});

describe('somebody who may not', () => {
  const UNAUTHORIZED = { status: 401, code: 'UNAUTHORIZED' };

  it.each<[string, () => string | null]>([
    ['without a key', () => null],
    ['with a key nobody has', () => 'A'.repeat(43)],
    ['with an empty key', () => ''],
    ['with a key too long', () => letters(300)],
    ['with a key that is cut short', () => system.keyOf('patient').slice(0, -1)],
    ['with two keys at once', () => `${system.keyOf('patient')}, ${system.keyOf('strict')}`],
  ])('registers nothing %s', async (_, key) => {
    await expectProblem(UNAUTHORIZED, () =>
      system.request('POST', '/v1/orders', { body: system.order(), key: key() }),
    );
  });

  it('is told that he is nobody before anything is said of his order', async () => {
    await expectProblem(UNAUTHORIZED, () =>
      system.request('POST', '/v1/orders', { body: { ...taken, amount: 'wrong' }, key: letters(43) }),
    );
    await expectProblem(UNAUTHORIZED, () => system.request('GET', `/v1/orders/${foreign}`, { key: null }));
  });

  it.each([
    ['an order of another shop', () => `/v1/orders/${foreign}`],
    ['the events of another shop’s order', () => `/v1/orders/${foreign}/events`],
    ['an order that is not there', () => '/v1/orders/0199a1b2-0000-7000-8000-000000000000'],
    ['an id that is none', () => '/v1/orders/17'],
    ['a number where an id belongs', () => `/v1/orders/${String(taken.orderNumber)}`],
  ])('does not find %s', async (_, url) => {
    await expectProblem({ status: 404, code: 'ORDER_NOT_FOUND' }, () => system.request('GET', url()));
  });

  it.each<['GET' | 'POST', string]>([
    ['GET', '/v1'],
    ['GET', '/v1/ordres'],
    ['POST', '/v1/orders/17'],
    ['GET', '/v2/orders'],
    ['GET', '/../../etc/passwd'],
    ['GET', `/v1/orders/${letters(201)}`],
  ])('finds nothing at %s %s', async (method, url) => {
    await expectProblem({ status: 404, code: 'ROUTE_NOT_FOUND' }, () => system.request(method, url));
  });

  it.each(['/v1/orders/%zz', '/%zz'])('cannot be understood at %s', async (url) => {
    await expectProblem({ status: 400, code: 'INVALID_REQUEST' }, () => system.request('GET', url));
  });

  it('does not change an order by asking for its number with another amount', async () => {
    await expectProblem({ status: 409, code: 'ORDER_FACTS_DIFFER', pointers: ['/amount'] }, () =>
      system.request('POST', '/v1/orders', { body: { ...taken, amount: 1 } }),
    );
  });
});

it('takes a body with a byte order mark for what follows it', async () => {
  const raw = `\ufeff${JSON.stringify(system.order())}`;
  expect((await system.request('POST', '/v1/orders', { raw })).status).toBe(201);
});

it('takes an address as it was read, and the same address written otherwise for the same', async () => {
  const body = system.order({ successUrl: 'http://SHOP.test.:9999/a/../thanks' });
  const { status, body: order } = await system.request('POST', '/v1/orders', { body });
  expect(status).toBe(201);
  expect(await system.db.sql('SELECT success_url FROM orders WHERE id = $1', [order.id])).toEqual([
    { success_url: 'http://shop.test:9999/thanks' },
  ]);
  const again = { ...body, successUrl: 'http://shop.test:9999/thanks' };
  expect((await system.request('POST', '/v1/orders', { body: again })).status).toBe(200);
});

it('takes an empty body of JSON for none where none is needed', async () => {
  const { body: order } = await system.register();
  const answer = await system.request('POST', `/v1/orders/${order.id}/registrations`, { raw: '' });
  expect(answer).toMatchObject({ status: 200, body: { id: order.id, paymentUrl: order.paymentUrl } });
});

it('repeats nothing of what it was sent', async () => {
  const secret = 'do-not-repeat-me';
  const body = system.order({ payer: { email: secret }, amount: secret, [secret]: 1 });
  const answer = await system.request('POST', '/v1/orders', { body, key: system.keyOf('patient') });
  const told = JSON.stringify({
    ...answer.body,
    errors: answer.body.errors.map(({ detail }: any) => detail),
  });
  expect([answer.status, told.includes(secret)]).toEqual([400, false]);
  expect(system.api.log).not.toContain(secret);
});
