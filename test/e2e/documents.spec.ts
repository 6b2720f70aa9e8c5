// Aim: the document of the API is valid OpenAPI 3.1, knows every route there is, and its examples are answers we give.
import { Validator } from '@seriousme/openapi-schema-validator';
import { ERRORS } from '@app/kernel';
import { System } from '../support/system.js';

type Document = Record<string, unknown> & {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, any>; summary?: string }>>;
};

let system: System;
let document: Document;
beforeAll(async () => {
  system = await System.start({ workers: 0 });
  document = (await system.request('GET', '/openapi.json', { key: null })).body as Document;
}, 60_000);
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
const OF_OPERATORS = ['SIGN_IN_FAILED', 'CASE_NOT_FOUND', 'NOT_RESOLVABLE', 'SIGN_IN_LOCKED'];

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

it('has a page for people', async () => {
  const page = await system.request('GET', '/docs', { key: null });
  expect([page.status, page.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/html'),
  ]);
});
