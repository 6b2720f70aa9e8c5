// Aim: whatever a stranger asks for is answered as his fault, if it is one, and never as ours. Method: raw requests to every kind
// of address, with ranges, conditions, methods, lengths and cursors that no browser sends.
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../support/child.js';
import type { SignedInOperator } from '../support/operator.js';
import { System } from '../support/system.js';

let system: System;
let viewer: SignedInOperator;
let asset: string;
beforeAll(async () => {
  system = await System.start({ workers: 0 });
  viewer = await system.operator('viewer');
  asset = readdirSync(path.join(ROOT, 'dist/apps/dashboard/assets')).find((name) => name.endsWith('.js'))!;
  await system.register();
});
afterAll(() => system?.stop());

/** The status of the answer to a request as it is written here. */
async function statusOf(method: string, address: string, headers: readonly string[] = []): Promise<number> {
  const { port, hostname } = new URL(system.apiUrls[0]!);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `${[`${method} ${address} HTTP/1.1`, 'host: tolem', 'connection: close', ...headers].join('\r\n')}\r\n\r\n`,
  );
  const answer = await text(socket);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

const key = () => `authorization: Bearer ${system.keyOf('patient')}`;
const tamper = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');

const STATIC = [
  '/ops',
  '/ops/icon.svg',
  '/docs',
  '/docs/swagger-ui.css',
  '/openapi.json',
  '/ops/assets/ASSET',
];
const RANGES = [
  'bytes=0-10',
  'bytes=5-1',
  'bytes=-1',
  'bytes=99999999999-',
  'bytes=0-1,3-4',
  'bytes=a-b',
  'lines=1-2',
  `bytes=${'0-1,'.repeat(500)}`,
];
const ODD = [
  'if-none-match: "',
  'if-none-match: \x01',
  'if-modified-since: yesterday',
  'if-range: x',
  'accept-encoding: ,;q=',
  'accept-encoding: br;q=0, *;q=0',
  'accept: ////',
  'content-type: ;',
  'content-type: application/json; charset=martian',
  'content-encoding: gzip',
  'content-length: 0',
  'transfer-encoding: chunked, chunked',
  'expect: 200-ok',
  'cookie: =;=;%zz',
  'prefer: wait=99999999999999999999',
  'x-forwarded-for: not an address',
  'origin: null',
  'host: other',
  'authorization: Bearer',
  `cookie: ${'a=b;'.repeat(3000)}`,
  'upgrade: websocket',
];
const ADDRESSES = [
  '/ops/assets/',
  '/ops/assets',
  '/ops/assets/..',
  '/ops/assets/%2e%2e/index.html',
  '/ops/assets/..%2findex.html',
  '/ops/assets/%00',
  '/ops/assets/a%00.js',
  '/ops/assets/%5c..%5cmain.js',
  '/ops/assets/%',
  '/ops/assets/%ff.js',
  '/ops/assets/.hidden',
  `/ops/assets/${'a'.repeat(300)}.js`,
  `/ops/assets/${'a'.repeat(5_000)}.js`,
  '/ops/%00',
  '/docs/',
  '/docs/..%2f..%2fpackage.json',
  '/docs/%00',
  '/docs/%zz',
  '/docs/nothing.js',
  '//',
  '/?',
  '/pay/return/%00',
  '/pay/status/%00',
  '/pay/callback/%00?a=b',
  '/pay/callback/patient?%zz=%zz',
  '/ops/api/orders/%00',
  '/v1/orders/%00',
  '*',
  'http://tolem/ops',
  'tolem',
];
const METHODS = ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'PATCH', 'PROPFIND', 'SEARCH'];

const ID = '0199a1b2-0000-7000-8000-000000000000';
const INSTANTS = [
  'yesterday',
  '2026-01-01T00:00:00Z',
  '275760-09-13T00:00:00.001Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T00:00:00+23:59',
  '2026-13-01 00:00:00+00',
  '2026-02-30 00:00:00+00',
  '2026-01-01 25:00:00+00',
  '2026-01-01 00:00:00+99',
  '2026-01-01 00:00:00+00:99:99',
  '0000-01-01 00:00:00+00',
];
const CURSORS = [
  ...INSTANTS.map((instant) => tamper([instant, ID])),
  ...[null, [], {}, ['2026-01-01T00:00:00Z'], ['2026-01-01T00:00:00Z', 'x'], [1e308, ID]].map(tamper),
  '%00',
  'x',
  '99999999999999999999',
  '-1',
  '1e999',
  'NaN',
];

type Asked = Readonly<{ method?: string; address: string; headers?: readonly string[] }>;

/** Those that are answered as a fault of ours, or not at all. */
async function oursAmong(requests: readonly Asked[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { method = 'GET', address, headers = [] } of requests) {
    const status = await statusOf(method, address, headers);
    if (status === 0 || status >= 500) faults.push(`${status} ${method} ${address} ${headers.join(' ')}`);
  }
  return faults;
}

const everywhere = (): string[] => [
  ...STATIC.map((address) => address.replace('ASSET', asset)),
  '/v1/orders',
  '/health/ready',
];

it('ranges that no file has are no fault of ours', async () => {
  const requests = everywhere().flatMap((address) =>
    RANGES.map((range) => ({ address, headers: [`range: ${range}`] })),
  );
  expect(await oursAmong(requests)).toEqual([]);
});

it('headers that mean nothing are no fault of ours', async () => {
  const requests = everywhere().flatMap((address) =>
    ODD.flatMap((header) => [
      { address, headers: [header] },
      { address, headers: [header, key()] },
    ]),
  );
  expect(await oursAmong(requests)).toEqual([]);
});

it('methods that no route has are no fault of ours', async () => {
  const requests = everywhere().flatMap((address) => METHODS.map((method) => ({ method, address })));
  expect(await oursAmong(requests)).toEqual([]);
});

it('addresses of no file and no route are no fault of ours', async () => {
  const requests = ADDRESSES.flatMap((address) =>
    ['GET', 'HEAD', 'POST'].map((method) => ({ method, address, headers: [key(), 'content-length: 0'] })),
  );
  expect(await oursAmong(requests)).toEqual([]);
});

it('cursors and instants that we have not given out are no fault of ours', async () => {
  const values = [...CURSORS, ...INSTANTS.map(encodeURIComponent)];
  const ofShops = values.flatMap((value) =>
    ['cursor', 'createdAfter', 'limit', 'orderNumber'].map((name) => `/v1/orders?${name}=${value}`),
  );
  expect(await oursAmong(ofShops.map((address) => ({ address, headers: [key()] })))).toEqual([]);
  const ofOperators = values.flatMap((value) => [
    ...['cursor', 'createdAfter', 'createdBefore', 'q'].map((name) => `orders?${name}=${value}`),
    ...['offset', 'limit', 'q'].map((name) => `stuck?${name}=${value}`),
    `audit?before=${value}`,
  ]);
  for (const address of ofOperators) {
    const { status } = await viewer.request('GET', `/ops/api/${address}`);
    expect([address, status < 500]).toEqual([address, true]);
  }
});
