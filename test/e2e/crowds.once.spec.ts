// Aim: nobody is kept out by what others begin and do not end, or ask for all at once. Method: raw connections that send half of a
// request; one key that asks for more lists at once than the database answers.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
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

it.each(['/v1/orders', '/%76%31/orders', '/%761/orders', 'http://tolem/v1/orders'])(
  'an order sent to %s without a key is refused before its body is read',
  async (url) => {
    const { socket } = begin(`${order.replace('/v1/orders', url)}content-length: 60000\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 401 /);
    socket.destroy();
  },
);

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
  const ask = () => Array.from({ length: 400 }, () => system.request('GET', '/v1/orders?limit=200'));
  const refusalOf = ({ status, headers, body }: Answer) => [
    status,
    body.code,
    headers.get('retry-after'),
    headers.get('content-type')?.split(';')[0],
  ];

  it('holds up neither readiness nor another shop', async () => {
    const lists = ask();
    const ready = await system.request('GET', '/health/ready', { key: null });
    const other = await system.request('GET', '/v1/orders', { shop: 'strict' });
    expect([ready.status, other.status]).toEqual([200, 200]);
    for (const { status } of await Promise.all(lists)) expect([200, 429]).toContain(status);
  });

  it('has fifty of them under way, is told of the others to come again, and is served again after', async () => {
    const db = new pg.Client(system.db.url);
    await db.connect();
    await db.query('BEGIN');
    await db.query('LOCK TABLE orders');
    const refused: Answer[] = [];
    const lists = ask().map(async (list) => {
      const answer = await list;
      if (answer.status !== 200) refused.push(answer);
      return answer;
    });
    await eventually(() => expect(refused).toHaveLength(350));
    await db.query('ROLLBACK');
    await db.end();
    const answers = await Promise.all(lists);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50);
    const told = new Set(refused.map((answer) => refusalOf(answer).join(' ')));
    expect([...told]).toEqual(['429 TOO_MANY_REQUESTS 1 application/problem+json']);
    expect((await system.request('GET', '/v1/orders')).status).toBe(200);
  });

  it('keeps the places of callers who have hung up until their work is done', async () => {
    const db = new pg.Client(system.db.url);
    await db.connect();
    await db.query('BEGIN');
    await db.query('LOCK TABLE orders');
    const hangUp = new AbortController();
    const url = new URL('/v1/orders', system.apiUrls[0]);
    const headers = { authorization: `Bearer ${system.keyOf('patient')}` };
    const lists = Array.from({ length: 60 }, () =>
      fetch(url, { headers, signal: hangUp.signal }).then(
        ({ status }) => status,
        () => 'hung up',
      ),
    );
    const ask = async () => (await system.request('GET', '/v1/orders')).status;
    const refused = Promise.all(lists).then((all) => all.filter((status) => status === 429).length);
    await eventually(async () => expect(await ask()).toBe(429));
    hangUp.abort();
    expect(await refused).toBeGreaterThan(0);
    for (let count = 0; count < 20; count += 1) expect(await ask()).toBe(429);
    await db.query('ROLLBACK');
    await db.end();
    await eventually(async () => expect(await ask()).toBe(200));
  });
});
