// Aim: a shop hears of news as soon as they are committed, finds its orders again, and gets a new page when one is over.
import { eventually } from '../support/eventually.js';
import { type Answer, System } from '../support/system.js';

const MINUTE_MS = 60_000;

let system: System;
beforeAll(async () => {
  system = await System.start();
}, 60_000);
afterAll(() => system?.stop());

const get = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  system.request('GET', url, { headers });

describe('Prefer: wait', () => {
  it('answers 500 who wait at once, and the database has no connection for each', async () => {
    const { body: order } = await system.register();
    const waiters = Array.from({ length: 500 }, async () => {
      const answer = await get(`/v1/orders/${order.id}`, { prefer: 'wait=30', 'if-none-match': '"1"' });
      return { answer, atMs: Date.now() };
    });
    await eventually(async () => {
      const [row] = await system.db.sql<{ waiting: string }>(
        `SELECT count(*) AS waiting FROM pg_stat_activity WHERE datname = current_database()`,
      );
      expect(Number(row!.waiting)).toBeLessThan(40);
      expect(await openRequests()).toBeGreaterThanOrEqual(500);
    });
    await system.pay(order);
    await system.comeBack(order);
    const committedAtMs = Date.parse((await system.eventsOf(order.id)).at(-1)!.time);
    const answers = await Promise.all(waiters);
    expect(new Set(answers.map(({ answer }) => answer.body.state))).toEqual(new Set(['paid']));
    const latest = answers.map(({ atMs }) => atMs - committedAtMs).toSorted((a, b) => a - b);
    // Five hundred answers are written one after the other; how soon a lone waiter is answered is the next test.
    expect(latest[250]!).toBeLessThan(1_500);
  }, 60_000);

  it('answers a lone waiter within 300 ms of the commit', async () => {
    const { body: order } = await system.register();
    const waiting = get(`/v1/orders/${order.id}`, { prefer: 'wait=20' }).then((answer) => ({
      answer,
      atMs: Date.now(),
    }));
    await system.pay(order);
    await system.comeBack(order);
    const { answer, atMs } = await waiting;
    const committedAtMs = Date.parse((await system.eventsOf(order.id)).at(-1)!.time);
    expect(answer.body.state).toBe('paid');
    expect(answer.headers.get('preference-applied')).toBe('wait=20');
    expect(atMs - committedAtMs).toBeLessThan(300);
  });

  it('answers 304 when there is no news in time, and at once when there is', async () => {
    const { body: order } = await system.register();
    const same = await get(`/v1/orders/${order.id}`, { prefer: 'wait=1', 'if-none-match': '"1"' });
    expect(same.status).toBe(304);
    const other = await get(`/v1/orders/${order.id}`, { prefer: 'wait=30', 'if-none-match': '"0"' });
    expect([other.status, other.headers.get('etag')]).toEqual([200, '"1"']);
  });
});

it('asks the bank first with ?refresh=true, and says whether it could', async () => {
  const { body: order } = await system.register();
  await system.pay(order);
  expect((await get(`/v1/orders/${order.id}?refresh=true`)).body).toMatchObject({
    state: 'paid',
    refreshed: true,
  });
  const { body: other } = await system.register();
  system.worker.signal('SIGSTOP');
  try {
    expect((await get(`/v1/orders/${other.id}?refresh=true`)).body).toMatchObject({
      state: 'registered',
      refreshed: false,
    });
  } finally {
    system.worker.signal('SIGCONT');
  }
});

it('lists the shop’s own orders, newest first, page by page without a gap or a repeat', async () => {
  const ids: string[] = [];
  for (let at = 0; at < 5; at += 1) ids.push((await system.register({}, 'stranger')).body.id);
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const { body } = await system.request('GET', `/v1/orders?limit=2${cursor && `&cursor=${cursor}`}`, {
      shop: 'stranger',
    });
    seen.push(...body.items.map((order: { id: string }) => order.id));
    if (body.nextCursor === null) break;
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(ids.toReversed());
  const one = (await system.show(ids[0]!, 'stranger')).orderNumber;
  const found = await system.request('GET', `/v1/orders?orderNumber=${one}`, { shop: 'stranger' });
  expect(found.body.items.map((order: { id: string }) => order.id)).toEqual([ids[0]]);
  expect((await system.request('GET', '/v1/orders?state=paid', { shop: 'stranger' })).body.items).toEqual([]);
  expect((await get('/v1/orders?limit=201')).body.errors[0].pointer).toBe('/limit');
  expect((await get('/v1/orders?cursor=nonsense')).body.errors[0].pointer).toBe('/cursor');
});

describe('a payment page again', () => {
  const again = (id: string, shop: 'patient' | 'strict' = 'patient') =>
    system.request('POST', `/v1/orders/${id}/registrations`, { shop });

  it('is the live one while there is one', async () => {
    const { body: order } = await system.register();
    const answer = await again(order.id);
    expect([answer.status, answer.body.paymentUrl]).toEqual([200, order.paymentUrl]);
  });

  it('is a new one after a decline, and paying there pays the order', async () => {
    const { body: order } = await system.register({}, 'strict');
    await system.pay(order, { cvc: '999' });
    await system.comeBack(order);
    const answer = await again(order.id, 'strict');
    expect(answer.status).toBe(201);
    expect(answer.body.paymentUrl).not.toBe(order.paymentUrl);
    await system.pay(answer.body);
    await system.comeBack(answer.body);
    expect(await system.show(order.id, 'strict')).toMatchObject({ state: 'paid' });
    expect((await system.eventsOf(order.id, 'strict')).map((event) => event.type.slice(9, -3))).toEqual([
      'order.registered',
      'order.declined',
      'order.registered',
      'order.paid',
    ]);
    expect(await system.control('GET', 'violations')).toEqual([]);
  });

  it('may be refused by the bank: the order stays as it was, it is told, and the next try may succeed', async () => {
    const { body: order } = await system.register({}, 'strict');
    await system.pay(order, { cvc: '999' });
    await system.comeBack(order);
    const match = { tolemOrder: order.id };
    await system.control('POST', 'faults', { endpoint: 'register.do', fault: 'refuse', errorCode: 3, match });
    const refused = await again(order.id, 'strict');
    expect([refused.status, refused.body.code]).toEqual([422, 'GATEWAY_REFUSED']);
    expect(await system.show(order.id, 'strict')).toMatchObject({ state: 'declined' });
    expect((await again(order.id, 'strict')).status).toBe(201);
    expect((await system.eventsOf(order.id, 'strict')).map((event) => event.type.slice(9, -3))).toEqual([
      'order.registered',
      'order.declined',
      'order.rejected',
      'order.registered',
    ]);
  });

  it('is a new one after the old one has expired', async () => {
    const { body: order } = await system.register({ expiresInSeconds: 60 });
    await system.pass(3 * MINUTE_MS);
    await eventually(async () => expect(await system.show(order.id)).toMatchObject({ state: 'expired' }));
    expect((await again(order.id)).status).toBe(201);
  });

  it('is refused for an order that is paid, and for one nobody knows', async () => {
    const { body: order } = await system.register();
    await system.pay(order);
    await system.comeBack(order);
    expect((await again(order.id)).body.code).toBe('ORDER_NOT_PAYABLE');
    expect((await again('01a207b7-52c3-722a-87f6-8c37fc56dd4d')).body.code).toBe('ORDER_NOT_FOUND');
  });
});

/** Requests that the api has taken and not answered, by its sockets. */
async function openRequests(): Promise<number> {
  const { readFileSync } = await import('node:fs');
  const port = Number(new URL(system.apiUrls[0]!).port).toString(16).toUpperCase().padStart(4, '0');
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return lines.filter((line) => new RegExp(`^\\s*\\d+: \\w+:${port} \\w+:\\w+ 01 `).test(line)).length;
}
