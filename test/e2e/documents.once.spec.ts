// Aim: the document of the API is valid OpenAPI 3.1, knows every route there is, and tells of every answer as it is. Method: its
// examples and our own answers are held against its schemas, in which nothing may be more than they name.
import { Validator } from '@seriousme/openapi-schema-validator';
import { ERRORS } from '@app/kernel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { settled } from '../support/at-the-bank.js';
import { type Answer, System } from '../support/system.js';

type Document = Record<string, unknown> & {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, any>; summary?: string }>>;
};

let system: System;
let document: Document;
beforeAll(async () => {
  system = await System.start();
  document = (await system.request('GET', '/openapi.json', { key: null })).body as Document;
});
afterAll(() => system?.stop());

it('is valid OpenAPI 3.1, by a validator that is not ours', async () => {
  const { valid, errors } = await new Validator().validate(document);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
});

it('knows every route that the router maps, but those of operators', () => {
  const mapped = [...system.api.log.matchAll(/Mapped \{([^,]+), (\w+)\} route/g)]
    .filter(([, path]) => !path!.startsWith('/ops/'))
    .map(([, path, method]) => `${method!.toLowerCase()} ${path!.replace(/:(\w+)/g, '{$1}')}`);
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(mapped.length).toBeGreaterThan(8);
  expect(documented.toSorted()).toEqual(mapped.toSorted());
});

/** What only operators meet: their calls are not in the document. */
const OF_OPERATORS = [
  'SIGN_IN_FAILED',
  'SIGN_IN_LOCKED',
  'CASE_NOT_FOUND',
  'CASE_CLOSED',
  'NOT_RESOLVABLE',
  'EVENT_NOT_FOUND',
  'EVENT_NOT_GIVEN',
  'BULK_POLL_NOT_FOUND',
  'NOTHING_TO_ASK',
];

it('names every error of the catalogue that a shop can meet somewhere, and in each call of a shop that a key is needed', () => {
  const text = JSON.stringify(document);
  const unnamed = Object.keys(ERRORS).filter((code) => !text.includes(`\`${code}\``));
  expect(unnamed.toSorted()).toEqual(['ROUTE_NOT_FOUND', ...OF_OPERATORS].toSorted());
  const calls = Object.entries(document.paths).filter(([path]) => path.startsWith('/v1/'));
  for (const [, methods] of calls)
    for (const call of Object.values(methods)) expect(Object.keys(call.responses)).toContain('401');
});

it('gives an example that the api takes', async () => {
  const body = (document.paths['/v1/orders']!.post as any).requestBody.content['application/json'].examples
    .order.value;
  const answer = await system.request('POST', '/v1/orders', {
    body: { ...body, successUrl: `http://${system.shopHost}/a`, failUrl: `http://${system.shopHost}/b` },
  });
  expect(answer.status).toBe(201);
});

const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));

/** What the document says of this answer of a call, by its media type. */
function documented(call: string, status: number | string): [type: string, media: Record<string, any>][] {
  const [method, path] = call.split(' ') as [string, string];
  const response = document.paths[path]![method]!.responses[status];
  expect([call, status, response && 'documented']).toEqual([call, status, 'documented']);
  return Object.entries(response.content ?? {});
}

function expectShape(schema: object, value: unknown): void {
  const fits = ajv.validate(schema, value);
  expect([ajv.errors ?? [], fits]).toEqual([[], true]);
}

it('has examples that its own schemas allow', () => {
  let examples = 0;
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, { responses }] of Object.entries(methods))
      for (const status of Object.keys(responses))
        for (const [, { schema, example, examples: named = {} }] of documented(`${method} ${path}`, status)) {
          const values = [
            ...(example === undefined ? [] : [example]),
            ...Object.values<any>(named).map(({ value }) => value),
          ];
          for (const value of values) expectShape(schema, value);
          examples += values.length;
        }
  expect(examples).toBeGreaterThan(30);
});

describe('what we answer', () => {
  const ORDER = '/v1/orders/{id}';
  const AGAIN = '/v1/orders/{id}/registrations';

  function expectAsDocumented(call: string, { status, headers, body }: Answer): void {
    const [[type, media] = [], ...others] = documented(call, status);
    expect(others).toEqual([]);
    expect(headers.get('content-type')?.split(';')[0]).toBe(type);
    expectShape(media!.schema, body);
  }

  it('is what the document says, of an order through its life', async () => {
    const request = system.order({ description: 'Two books', metadata: { cart: '1' } });
    const post = () => system.request('POST', '/v1/orders', { body: request });
    const registered = await post();
    expectAsDocumented('post /v1/orders', registered);
    const { id } = registered.body;
    const get = (url = '') => system.request('GET', `/v1/orders/${id}${url}`);
    const again = () => system.request('POST', `/v1/orders/${id}/registrations`);
    expectAsDocumented(`post ${AGAIN}`, await again());
    await system.pay(registered.body);
    await system.comeBack(registered.body);
    await settled(system, id, 'paid');
    const paid = await get();
    expect(paid.body.payment).toMatchObject({ way: 'CARD', maskedCard: expect.any(String) });
    expectAsDocumented(`get ${ORDER}`, paid);
    expectAsDocumented(`get ${ORDER}`, await get('?refresh=true'));
    expectAsDocumented('get /v1/orders', await system.request('GET', '/v1/orders'));
    expectAsDocumented(`get ${ORDER}/events`, await get('/events'));
    const found = await post();
    expect(found.status).toBe(200);
    expectAsDocumented('post /v1/orders', found);
    const payable = await again();
    expect(payable.body.code).toBe('ORDER_NOT_PAYABLE');
    expectAsDocumented(`post ${AGAIN}`, payable);
  });

  it('is what the document says, of an order that is declined', async () => {
    const { body: order } = await system.register({}, 'strict');
    await system.pay(order, { cvc: '999' });
    await system.comeBack(order);
    await settled(system, order.id, 'declined', 'strict');
    const declined = await system.request('GET', `/v1/orders/${order.id}`, { shop: 'strict' });
    expect(declined.body.failure).toBeDefined();
    expectAsDocumented(`get ${ORDER}`, declined);
    const events = await system.request('GET', `/v1/orders/${order.id}/events`, { shop: 'strict' });
    expectAsDocumented(`get ${ORDER}/events`, events);
  });

  it.each<[string, number, object]>([
    ['that cannot be read', 400, { raw: '{' }],
    ['that is too long', 413, { raw: JSON.stringify('x'.repeat(70_000)) }],
    ['of another type', 415, { raw: 'x', type: 'text/plain' }],
  ])('is what the document says, to a body %s', async (_, status, options) => {
    const { body: order } = await system.register();
    for (const path of ['/v1/orders', AGAIN]) {
      const answer = await system.request('POST', path.replace('{id}', order.id), options);
      expect(answer.status).toBe(status);
      expectAsDocumented(`post ${path}`, answer);
    }
  });
});

it('has a page for people', async () => {
  const page = await system.request('GET', '/docs', { key: null });
  expect([page.status, page.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/html'),
  ]);
});
