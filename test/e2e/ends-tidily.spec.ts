// Aim: SIGTERM ends api and worker soon and without a fault in their logs, and what was under way goes on elsewhere; no
// gateway is blamed for what was not asked any more, and no caller is refused who stops once the api is not ready.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Agent, request } from 'undici';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const ERROR_LEVEL = /"level":(50|60)/;

let system: System;
beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system?.stop());

it('ends on SIGTERM without a fault, and a new worker settles what was open', async () => {
  const { body: order } = await system.register();
  await system.pay(order);
  await system.worker.end('SIGTERM');
  expect(system.worker.log).not.toMatch(ERROR_LEVEL);
  await system.pass(60_000);
  await system.worker.start();
  await eventually(async () => expect(await system.show(order.id)).toMatchObject({ state: 'paid' }));
  await system.api.end('SIGTERM');
  expect(system.api.log).not.toMatch(ERROR_LEVEL);
});

it('blames no gateway for the rest of a batch that it asks nobody about', async () => {
  await system.api.start();
  for (let count = 0; count < 24; count += 1) expect((await system.register()).status).toBe(201);
  const order = { endpoint: 'getOrderStatusExtended.do', fault: 'slow', delayMs: 1_500, times: 0 };
  await system.control('POST', 'faults', order);
  await system.db.sql(`UPDATE registrations SET next_poll_at = tolem_now() WHERE state = 'open'`);
  await eventually(async () => {
    const [fault] = await system.control('GET', 'faults');
    expect(fault.taken).toBeGreaterThan(0);
  });
  await system.worker.end('SIGTERM');
  expect(await system.db.sql('SELECT id FROM registrations WHERE failures > 0')).toEqual([]);
  expect(await system.db.sql('SELECT reason FROM cases')).toEqual([]);
});

describe('under load', () => {
  /** A busy machine reads late that the api is not ready. */
  const GRACE_MS = 8_000;
  let agent: Agent;
  beforeAll(() => {
    // As a load balancer does: connections are kept alive.
    agent = new Agent({ connections: 8, keepAliveTimeout: 60_000 });
  });
  afterAll(() => agent?.close());

  const health = async (path: string) => {
    const answer = await request(new URL(`/health/${path}`, system.apiUrls[0]), { dispatcher: agent });
    await answer.body.dump();
    return answer;
  };

  /** So many more orders are sent by callers who have not read yet that the api ends. */
  const IN_GRACE = 50;

  /** Twenty orders a second into the grace time; answers what became of each, and of the last request of all. */
  async function orderUntilNotReady(onOrder: () => void) {
    const orders: Promise<string>[] = [];
    const sending = setInterval(() => orders.push(order().finally(onOrder)), 50);
    await eventually(async () => expect((await health('ready')).statusCode).toBe(503));
    const atFirst = orders.length;
    await eventually(() => expect(orders.length).toBeGreaterThanOrEqual(atFirst + IN_GRACE));
    clearInterval(sending);
    const last = await health('live');
    return { last, lastAtMs: performance.now(), outcomes: await Promise.all(orders) };
  }

  async function order(): Promise<string> {
    try {
      const answer = await request(new URL('/v1/orders', system.apiUrls[0]), {
        dispatcher: agent,
        method: 'POST',
        headers: {
          authorization: `Bearer ${system.keyOf('patient')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(system.order()),
      });
      await answer.body.dump();
      return String(answer.statusCode);
    } catch (error) {
      return String(error);
    }
  }

  /** A connection that has had its answer, and may ask again. */
  async function keptAlive(): Promise<Socket> {
    const socket = connect(Number(new URL(system.apiUrls[0]!).port), '127.0.0.1');
    socket.write('GET /health/live HTTP/1.1\r\nhost: tolem\r\n\r\n');
    await once(socket, 'data');
    return socket;
  }

  it('refuses no order, answers who waits, parts from kept-alive connections and is gone', async () => {
    await system.control('DELETE', 'faults');
    await system.api.end();
    await system.api.start({ SHUTDOWN_GRACE_MS: String(GRACE_MS) });
    const { body: waited } = await system.register();
    const waiter = system.request('GET', `/v1/orders/${waited.id}`, { headers: { prefer: 'wait=30' } });
    const kept = await keptAlive();
    const closed = once(kept, 'close');
    let answered = 0;
    const orders = orderUntilNotReady(() => (answered += 1));
    await eventually(() => expect(answered).toBeGreaterThan(20));

    const gone = system.api.end('SIGTERM');
    const { last, lastAtMs, outcomes } = await orders;
    expect(outcomes.filter((outcome) => outcome !== '201')).toEqual([]);
    expect([last.statusCode, last.headers.connection]).toEqual([200, 'close']);
    expect((await waiter).status).toBe(200);
    await closed;
    await gone;
    expect(performance.now() - lastAtMs).toBeLessThan(GRACE_MS + 10_000);
    expect(system.api.log).not.toMatch(ERROR_LEVEL);
  });
});
