// Aim: a shop can have the bank asked, finds its orders again, and gets a new page when one is over.
import { eventually } from '../support/eventually.js';
import { type Answer, System } from '../support/system.js';

const MINUTE_MS = 60_000;

let system: System;
beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system?.stop());

const get = (url: string): Promise<Answer> => system.request('GET', url);

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

it('asks the bank for a shop that refreshes without an end no more often than ten times a second', async () => {
  const { body: order } = await system.register();
  await system.db.sql(
    `CREATE SEQUENCE hastens;
     CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('hastens'); RETURN NEW; END $$;
     CREATE TRIGGER note BEFORE UPDATE OF hastened_at ON registrations FOR EACH ROW EXECUTE FUNCTION note()`,
  );
  const startMs = performance.now();
  for (let rounds = 0; rounds < 3; rounds += 1) {
    const together = Array.from({ length: 40 }, () => get(`/v1/orders/${order.id}?refresh=true`));
    for (const { status, body } of await Promise.all(together))
      expect([status, body.state]).toEqual([200, 'registered']);
  }
  const seconds = Math.ceil((performance.now() - startMs) / 1000);
  const [{ count }] = (await system.db.sql('SELECT last_value::int AS count FROM hastens')) as [
    { count: number },
  ];
  expect(count).toBeLessThanOrEqual(10 * (seconds + 1));
  await system.db.sql('DROP FUNCTION note CASCADE');
  // Another shop is not in its shadow.
  const { body: other } = await system.register({}, 'strict');
  const url = `/v1/orders/${other.id}?refresh=true`;
  expect((await system.request('GET', url, { shop: 'strict' })).body).toMatchObject({ refreshed: true });
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

  /** The bank does not take the values of the next registration that matches. */
  const refuseNext = (match: Record<string, unknown>) =>
    system.control('POST', 'faults', { endpoint: 'register.do', fault: 'refuse', errorCode: 3, match });

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
    const declined = await system.show(order.id, 'strict');
    expect(declined).toMatchObject({ state: 'declined', gatewayOrderId: order.gatewayOrderId });
    expect(declined.failure).toBeDefined();
    await refuseNext({ tolemOrder: order.id });
    const refused = await again(order.id, 'strict');
    expect([refused.status, refused.body.code]).toEqual([422, 'GATEWAY_REFUSED']);
    expect(refused.body.detail).toContain('code 3: the currency is unknown');
    const { lastSeq: _told, updatedAt: _then, expiresAt: _end, ...asItWas } = declined;
    expect(await system.show(order.id, 'strict')).toMatchObject(asItWas);
    const made = await again(order.id, 'strict');
    expect([made.status, made.body.state]).toEqual([201, 'registered']);
    expect(made.body.gatewayOrderId).not.toBe(order.gatewayOrderId);
    expect(made.body.paymentUrl).toContain(made.body.gatewayOrderId);
    expect(made.body.failure).toBeUndefined();
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

  it('is a new one after a rejection, with the same facts', async () => {
    const request = system.order();
    await refuseNext({ orderNumberPrefix: request.orderNumber });
    expect((await system.request('POST', '/v1/orders', { body: request })).status).toBe(422);
    const { body } = await get(`/v1/orders?orderNumber=${String(request.orderNumber)}`);
    const [rejected] = body.items;
    expect([rejected.state, rejected.paymentUrl]).toEqual(['rejected', undefined]);
    const answer = await again(rejected.id);
    expect(answer).toMatchObject({ status: 201, body: { state: 'registered', amount: request.amount } });
    await system.pay(answer.body);
    await system.comeBack(answer.body);
    expect(await system.show(rejected.id)).toMatchObject({ state: 'paid' });
    expect((await system.eventsOf(rejected.id)).map((event) => event.type.slice(9, -3))).toEqual([
      'order.rejected',
      'order.registered',
      'order.paid',
    ]);
  });

  it('is refused for an order that is paid, and for an unknown one', async () => {
    const { body: order } = await system.register();
    await system.pay(order);
    await system.comeBack(order);
    expect((await again(order.id)).body.code).toBe('ORDER_NOT_PAYABLE');
    expect((await again('01a207b7-52c3-722a-87f6-8c37fc56dd4d')).body.code).toBe('ORDER_NOT_FOUND');
  });
});
