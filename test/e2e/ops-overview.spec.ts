// Aim: the first page of the day tells what is so: what is stuck, what became of orders, how the gateways and the queues are;
// and it learns at once when there is more. Method: a few orders, one of them stuck, in processes as built.
import { eventually } from '../support/eventually.js';
import { Listener } from '../support/listen.js';
import { ask, type SignedInOperator } from '../support/operator.js';
import { System } from '../support/system.js';

const OVERVIEW = '/ops/api/overview';
const LIVE = '/ops/api/live';
const ERROR_LEVEL = /"level":(50|60)/;

let system: System;
let viewer: SignedInOperator;
beforeAll(async () => {
  system = await System.start();
  viewer = await system.operator('viewer');
});
afterAll(() => system?.stop());

const overview = async (): Promise<Record<string, any>> => {
  const { status, body } = await viewer.request('GET', OVERVIEW);
  expect(status).toBe(200);
  return body;
};
const listen = (who = viewer) => Listener.open(new URL(LIVE, system.apiUrls[0]), who.cookie);

async function paid(): Promise<Record<string, any>> {
  const { body: order } = await system.register();
  await system.pay(order);
  await system.comeBack(order);
  await eventually(async () => expect(await system.show(order.id)).toMatchObject({ state: 'paid' }));
  return order;
}

/** The bank says of it what nobody understands. */
async function stuck(): Promise<Record<string, any>> {
  const { body: order } = await system.register({ amount: 70_000 });
  await system.control('POST', 'faults', {
    endpoint: 'getOrderStatusExtended.do',
    fault: 'otherValues',
    values: { orderStatus: 42 },
    times: 0,
    match: { orderId: order.gatewayOrderId },
  });
  await system.comeBack(order);
  return order;
}

it('is for operators of every role and for nobody else', async () => {
  for (const url of [OVERVIEW, LIVE])
    expect(await ask(new URL(url, system.apiUrls[0]), 'GET')).toMatchObject({ status: 401 });
  await overview();
});

it('has nothing to tell of a day on which nothing happened', async () => {
  expect(await overview()).toMatchObject({
    now: expect.stringMatching(/^\d{4}-.*Z$/),
    stuck: { total: 0, amounts: [], byReason: [] },
    detection: { p50Seconds: null, p95Seconds: null, count: 0 },
    pollsPerSettledOrder: null,
  });
  expect((await overview()).states).toHaveLength(48);
});

it('tells what is stuck, what became of the others, and how long it took', async () => {
  await paid();
  await paid();
  await stuck();
  await eventually(async () => {
    const { stuck, states, detection, pollsPerSettledOrder } = await overview();
    expect(stuck).toEqual({
      total: 1,
      amounts: [{ currency: 'KZT', amount: 70_000 }],
      byReason: [
        {
          reason: 'unknown_status',
          severity: 'waits',
          count: 1,
          oldestSince: expect.any(String),
          amounts: [{ currency: 'KZT', amount: 70_000 }],
        },
      ],
    });
    // The hour may turn while we are at it.
    const entered = (state: string) =>
      states.reduce((sum: number, { counts }: any) => sum + (counts[state] ?? 0), 0);
    expect(['registered', 'paid'].map(entered)).toEqual([3, 2]);
    expect(detection).toEqual({ p50Seconds: expect.any(Number), p95Seconds: expect.any(Number), count: 2 });
    expect(detection.p95Seconds).toBeLessThan(30);
    expect(pollsPerSettledOrder).toBeGreaterThanOrEqual(1);
    expect(pollsPerSettledOrder).toBeLessThan(4);
  });
});

it('tells how the gateways, the queues and the readers of the log are', async () => {
  await eventually(async () => {
    const { gateways, jobs, subscriptions } = await overview();
    expect(gateways).toEqual([
      expect.objectContaining({ merchantId: 'patient', trouble: null, since: null, why: null, failures: 0 }),
      {
        merchantId: 'strict',
        trouble: null,
        since: null,
        why: null,
        calls: 0,
        failures: 0,
        meanMs: null,
        maxMs: null,
        waiting: null,
        nextAt: null,
      },
    ]);
    // Three were registered, and each was asked about.
    expect(gateways[0].calls).toBeGreaterThanOrEqual(6);
    expect(gateways[0].maxMs).toBeGreaterThanOrEqual(gateways[0].meanMs);
    expect(jobs.map(({ queue }: any) => queue)).toEqual(['poll-registrations', 'poll-hastened']);
    expect(jobs[0]).toEqual(expect.objectContaining({ active: 0, delayed: 0, failed: 0 }));
    expect(subscriptions).toEqual([
      ...['demo-shop', 'ledger'].map((name) =>
        // All is handed over, and nothing consumed.
        expect.objectContaining({
          name,
          kind: 'queue',
          lag: 0,
          oldestAt: expect.any(String),
          waiting: 6,
          failed: 0,
        }),
      ),
      {
        name: 'tolem:roll-ups',
        kind: 'internal',
        lag: 0,
        oldestAt: null,
        leased: false,
        waiting: null,
        failed: null,
      },
    ]);
  });
});

it('tells how far the readers are behind when no worker is there to lead them', async () => {
  await system.worker.end('SIGTERM');
  await system.register();
  const { subscriptions } = await overview();
  expect(subscriptions).toEqual(
    ['demo-shop', 'ledger', 'tolem:roll-ups'].map((name) =>
      expect.objectContaining({ name, lag: 1, oldestAt: expect.any(String) }),
    ),
  );
  await system.worker.start();
});

it('says that a gateway is down, since when and why', async () => {
  const { id } = await system.control('POST', 'faults', {
    endpoint: 'register.do',
    fault: 'http500',
    times: 0,
  });
  for (let tries = 0; tries < 6; tries += 1) await system.register({}, 'strict');
  await eventually(async () => {
    const { gateways, stuck } = await overview();
    expect(gateways[1]).toMatchObject({
      merchantId: 'strict',
      trouble: 'gateway_unreachable',
      since: expect.any(String),
      why: 'HTTP 500',
    });
    expect(stuck.byReason).toContainEqual(
      expect.objectContaining({ reason: 'gateway_unreachable', count: 1, amounts: [] }),
    );
  });
  await system.control('DELETE', `faults/${id}`);
});

it('leaves out what lies in the job store while that is away, and tells the rest', async () => {
  await system.stopJobStore();
  const { jobs, subscriptions, stuck, states } = await overview();
  expect(jobs).toBeNull();
  expect(subscriptions).toContainEqual(
    expect.objectContaining({ name: 'ledger', waiting: null, failed: null }),
  );
  expect(stuck.total).toBeGreaterThan(0);
  expect(states).toHaveLength(48);
  await system.startJobStore();
  await eventually(async () => expect((await overview()).jobs).toHaveLength(2));
});

describe('the band', () => {
  const band = async () => {
    const { status, body } = await viewer.request('GET', '/ops/api/band');
    expect(status).toBe(200);
    return body as Record<string, any>;
  };
  const alarm = async (kind: string) => (await band()).alarms.find((one: any) => one.kind === kind);

  it('is for operators of every role and for nobody else', async () =>
    expect(await ask(new URL('/ops/api/band', system.apiUrls[0]), 'GET')).toMatchObject({ status: 401 }));

  it('counts a worker that was killed as dead, and one that ended cleanly as gone', async () => {
    await eventually(async () => expect((await band()).workers).toBe(1));
    await system.worker.end('SIGKILL');
    await eventually(async () =>
      expect(await alarm('workers')).toMatchObject({ level: 'red', alive: 0, silent: 1 }),
    );
    await system.worker.start();
    // In the place of the one that died: nothing is missing.
    await eventually(async () => expect(await alarm('workers')).toBeUndefined());
    await system.worker.end('SIGTERM');
    expect(
      await system.db.sql('SELECT FROM heartbeats WHERE beat_at > tolem_now() - $1::interval', ['5 seconds']),
    ).toEqual([]);
    await eventually(async () => expect((await band()).workers).toBe(0));
    await system.worker.start();
    await eventually(async () => expect((await band()).workers).toBe(1));
  });

  it('forgets workers that have been dead for long', async () => {
    await system.db.sql(
      `INSERT INTO heartbeats SELECT gen_random_uuid(), 'worker', beat_at, beat_at
       FROM (SELECT tolem_now() - interval '2 hours' AS beat_at) AS long_ago`,
    );
    await eventually(async () =>
      expect(
        await system.db.sql(`SELECT FROM heartbeats WHERE beat_at < tolem_now() - interval '1 hour'`),
      ).toEqual([]),
    );
  });

  it('tells how many orders wait for a bank that is down, and when it is asked next', async () => {
    const { body: order } = await system.register({ expiresInSeconds: 86_400 }, 'strict');
    const { id } = await system.control('POST', 'faults', {
      endpoint: 'register.do',
      fault: 'http500',
      times: 0,
    });
    for (let tries = 0; tries < 6; tries += 1) await system.register({}, 'strict');
    await eventually(async () =>
      expect(await alarm('gateway')).toEqual({
        level: 'red',
        kind: 'gateway',
        merchantId: 'strict',
        trouble: 'gateway_unreachable',
        since: expect.any(String),
        waiting: expect.any(Number),
        nextAt: expect.any(String),
      }),
    );
    const [{ open }] = (await system.db.sql<{ open: number }>(
      `SELECT count(*)::int AS open FROM registrations WHERE merchant_id = 'strict' AND state IN ('sending', 'recovering', 'open')`,
    )) as [{ open: number }];
    expect((await alarm('gateway')).waiting).toBe(open);
    expect(order.state).toBe('registered');
    await system.control('DELETE', `faults/${id}`);
  });

  it('says which subscriber takes nothing', async () => {
    await system.pass(61_000);
    await eventually(async () =>
      expect((await band()).alarms).toContainEqual(
        expect.objectContaining({ kind: 'subscription', name: 'ledger', level: 'red' }),
      ),
    );
  });
});

describe('live', () => {
  it('beats at once, and says that something changed when an order was paid, once a second at most', async () => {
    const page = await listen();
    await eventually(() => expect(page.types()).toContain('beat'));
    const { body: order } = await system.register();
    await eventually(() => expect(page.types()).toContain('changed'));
    const before = page.heard.length;
    await system.pay(order);
    await system.comeBack(order);
    await eventually(() => expect(page.heard.length).toBeGreaterThan(before));
    const times = page.heard
      .filter(({ type }) => type === 'changed')
      .map(({ data }) => new Date(data.at).getTime());
    for (const [at, time] of times.slice(1).entries()) expect(time - times[at]!).toBeGreaterThanOrEqual(990);
    page.leave();
  });

  it('holds no connection of the database, however many listen', async () => {
    const pages = await Promise.all(Array.from({ length: 30 }, () => listen()));
    await eventually(() => expect(pages.every((page) => page.types().includes('beat'))).toBe(true));
    await overview();
    await paid();
    await eventually(() => expect(pages.every((page) => page.types().includes('changed'))).toBe(true));
    for (const page of pages) page.leave();
  });

  it('ends with the session', async () => {
    const leaving = await system.operator('viewer');
    const [page, other] = [await listen(leaving), await listen()];
    await leaving.request('DELETE', '/ops/api/session');
    await eventually(() => expect(page.ended).toBe(true));
    expect(other.ended).toBe(false);
    other.leave();
  });

  it('keeps nobody waiting when the api ends', async () => {
    const page = await listen();
    await eventually(() => expect(page.types()).toContain('beat'));
    const startMs = performance.now();
    await system.api.end('SIGTERM');
    expect(performance.now() - startMs).toBeLessThan(15_000);
    await eventually(() => expect(page.ended).toBe(true));
    expect(system.api.log).not.toMatch(ERROR_LEVEL);
  });
});
