// Aim: nobody is kept out by what others begin and do not end, or ask for all at once. Method: raw connections that send half of a
// request; one key that asks for more lists at once than the database answers.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '../support/eventually.js';
import { type Answer, System } from '../support/system.js';

const CROWD = 1_000;

let system: System;
beforeAll(async () => {
  system = await System.start({ workers: 0 });
});
afterAll(() => system?.stop());

const order = 'POST /v1/orders HTTP/1.1\r\nhost: tolem\r\ncontent-type: application/json\r\n';
const callback =
  'POST /pay/callback/patient HTTP/1.1\r\nhost: tolem\r\ncontent-type: application/x-www-form-urlencoded\r\n';

/** A connection that says so much and no more. */
function begin(text: string): { socket: Socket; closed: Promise<unknown> } {
  const { port, hostname } = new URL(system.apiUrls[0]!);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(text);
  return { socket, closed: once(socket, 'close').catch(() => undefined) };
}

it.each([
  ['bodies of orders', `${order}content-length: 60000\r\n\r\n{`],
  ['bodies in pieces', `${order}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`],
  ['callbacks', `${callback}content-length: 60000\r\n\r\na=`],
  ['headers', 'GET /v1/orders HTTP/1.1\r\nhost: '],
  ['connections that say nothing', ''],
])('a thousand unfinished anonymous %s keep nobody out, and are closed', async (_what, text) => {
  const crowd = Array.from({ length: CROWD }, () => begin(text));
  expect((await system.register()).status).toBe(201);
  expect((await system.request('GET', '/health/ready', { key: null })).status).toBe(200);
  await Promise.all(crowd.map(({ closed }) => closed));
});

it('a body that comes slowly but in time is read', async () => {
  const body = JSON.stringify(system.order());
  const { socket } = begin(
    `${order}authorization: Bearer ${system.keyOf('patient')}\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 9)}`,
  );
  setTimeout(() => socket.write(body.slice(9)), 1_500);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 201 /);
  socket.destroy();
});

describe('one key that asks for four hundred lists at once', () => {
  const list = () => system.request('GET', '/v1/orders?limit=200');
  const refusalOf = ({ status, headers, body }: Answer) => ({
    status,
    code: body.code,
    after: headers.get('retry-after'),
  });

  it('is answered or told to come again, holds up no other shop, and is served again after', async () => {
    let open = 400;
    const lists = Array.from({ length: open }, () => list().finally(() => (open -= 1)));
    const ready = await system.request('GET', '/health/ready', { key: null });
    const other = await system.request('GET', '/v1/orders', { shop: 'strict' });
    expect([ready.status, other.status]).toEqual([200, 200]);
    const refused = (await Promise.all(lists)).filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(350);
    expect(new Set(refused.map((answer) => JSON.stringify(refusalOf(answer))))).toEqual(
      new Set([JSON.stringify({ status: 429, code: 'TOO_MANY_REQUESTS', after: '1' })]),
    );
    expect(refused[0]!.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
    await eventually(async () => expect((await list()).status).toBe(200));
  });
});
