// Aim: a gateway that answers nobody for an hour, because it is down or because the password has expired, costs no order a step
// and gets at most one call per breaker period and process. Once it is back, everything is settled within two minutes at the
// agreed rate, and who buys then is not kept waiting by that. Method: five hundred open orders of each of two merchants; the
// bank is down for the one and refuses the login of the other; the clock walks an hour, and the bank counts its calls.
import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { behave, type Endpoint, settled } from '../support/at-the-bank.js';
import { BankPage } from '../support/bank-page.js';
import { eventually } from '../support/eventually.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../support/story.js';
import { System } from '../support/system.js';

const ORDERS = 500;
/** Looked at before the trouble begins: not every order is at the beginning of its series. */
const LOOKED_AT = 10;
const AT_ONCE = 25;
const CALLS_PER_SECOND = 20;
const JUMPS = 60;
/** After every so many jumps somebody buys, and the worker has come to what has waited longest. */
const TRIED_EVERY = 2;
/** Real time: of an outage in libs/gateway/src/breaker.ts, of a refused login as it is set below. */
const BREAKER_PERIOD_MS = SECOND_MS;
/** api and worker. */
const PROCESSES = 2;
/** Each needs five failures in a row to open its breaker; sixteen questions of the worker's may be on their way by then. */
const CALLS_TO_NOTICE = PROCESSES * 5 + 16;
const SETTLED_WITHIN_MS = 2 * MINUTE_MS;
const PAID_WITHIN_MS = 15 * SECOND_MS;
const OF_TOLEM: readonly Endpoint[] = ['register.do', 'getOrderStatusExtended.do', 'decline.do'];

/** What all calls about a shop's merchant come to. */
const TROUBLES = {
  patient: { reason: 'gateway_unreachable', faults: [{ fault: 'http500' }, { fault: 'cut' }] },
  strict: { reason: 'credentials_refused', faults: [{ fault: 'refuse', errorCode: '5' }] },
};
type Shop = keyof typeof TROUBLES;
const SHOPS = Object.keys(TROUBLES) as Shop[];
type Order = Record<string, any>;
type Calls = Readonly<{ last: number; counts: Record<Endpoint, number>; calls: { at: string }[] }>;

let system: System;
beforeAll(async () => {
  system = await System.start({ env: { GATEWAY_LOGIN_PROBE_MS: String(BREAKER_PERIOD_MS) } });
});
afterAll(() => system?.stop());

const place = (shop: Shop) => system.register({ expiresInSeconds: DAY_MS / SECOND_MS }, shop);

async function inBatches<T, R>(all: readonly T[], work: (one: T, at: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE)
    done.push(...(await Promise.all(all.slice(at, at + AT_ONCE).map((one, by) => work(one, at + by)))));
  return done;
}

const openOrders = (shop: Shop, count: number): Promise<Order[]> =>
  inBatches(Array.from({ length: count }), async () => {
    const { status, body } = await place(shop);
    expect(status).toBe(201);
    return body;
  });

const idsOf = (orders: readonly Order[]): string[] => orders.map(({ id }) => id);

const stepsOf = (orders: readonly Order[]) =>
  system.db.sql<{ order_id: string; phase: string; step: number }>(
    'SELECT order_id, phase, step FROM registrations WHERE order_id = ANY ($1) ORDER BY order_id',
    [idsOf(orders)],
  );

async function statesOf(orders: readonly Order[]): Promise<Record<string, number>> {
  const rows = await system.db.sql<{ state: string; n: number }>(
    'SELECT state, count(*)::integer AS n FROM orders WHERE id = ANY ($1) GROUP BY state',
    [idsOf(orders)],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** Five hundred of a shop's; some of them have been looked at once, none is due in the next seconds. */
async function openAll(): Promise<Record<Shop, Order[]>> {
  const first = await Promise.all(SHOPS.map((shop) => openOrders(shop, LOOKED_AT)));
  await system.pass(40 * SECOND_MS);
  await eventually(async () =>
    expect((await stepsOf(first.flat())).filter(({ step }) => step === 0)).toEqual([]),
  );
  const others = await Promise.all(SHOPS.map((shop) => openOrders(shop, ORDERS - LOOKED_AT)));
  return Object.fromEntries(SHOPS.map((shop, at) => [shop, [...first[at]!, ...others[at]!]])) as Record<
    Shop,
    Order[]
  >;
}

/** It applies to the processes that are started from now on. */
function agreeOnRate(): void {
  const config = system.readConfig() as { merchants: { callsPerSecond?: number }[] };
  for (const merchant of config.merchants) merchant.callsPerSecond = CALLS_PER_SECOND;
  writeFileSync(system.configFile, stringify(config));
}

/** Ids of the faults. */
const breakDown = (shop: Shop): Promise<string[]> =>
  Promise.all(
    OF_TOLEM.map(async (endpoint, at) => {
      const { faults } = TROUBLES[shop];
      const match = { merchant: `${shop}-api` };
      const order = { endpoint, ...faults[at % faults.length], times: 0, match };
      return (await system.control('POST', 'faults', order)).id;
    }),
  );

const callsOf = (shop: Shop, since: number): Promise<Calls> =>
  system.control('GET', `calls?since=${since}&merchant=${shop}-api`);

const countCalls = ({ counts }: Calls): number =>
  OF_TOLEM.reduce((sum, endpoint) => sum + counts[endpoint], 0);

const casesOf = (shop: Shop) =>
  system.db.sql<{ reason: string; open: boolean }>(
    'SELECT reason, closed_at IS NULL AS open FROM cases WHERE subject = $1',
    [`merchant:${shop}`],
  );

/** One in every period, and the first of all may come at once. */
const mostCalls = (sinceMs: number): number =>
  PROCESSES * (Math.floor((performance.now() - sinceMs) / BREAKER_PERIOD_MS) + 1);

/** One merchant's hour, as its bank counts it. */
class Outage {
  /** Placed meanwhile. */
  readonly placed: Order[] = [];
  private noticed?: { atMs: number; seq: number };

  constructor(
    readonly shop: Shop,
    private readonly beganAtSeq: number,
    private readonly faults: readonly string[],
  ) {}

  /** Somebody buys. He gets no page and no refusal either, and his order is kept. */
  async placeOne(): Promise<void> {
    const { status, body } = await place(this.shop);
    expect([status, body.state]).toEqual([202, 'created']);
    this.placed.push(body);
  }

  /** Every process has opened its breaker; who is first waits for nobody, but tries once in a period. */
  async awaitNoticed(sinceMs: number): Promise<void> {
    await eventually(async () => {
      await this.placeOne();
      const rows = await system.db.sql(
        'SELECT FROM merchant_health WHERE merchant_id = $1 AND trouble = $2 AND holds',
        [this.shop, TROUBLES[this.shop].reason],
      );
      expect(rows).toHaveLength(PROCESSES);
    });
    const atMs = performance.now();
    const calls = await callsOf(this.shop, this.beganAtSeq);
    expect(countCalls(calls)).toBeLessThanOrEqual(CALLS_TO_NOTICE + mostCalls(sinceMs));
    this.noticed = { atMs, seq: calls.last };
  }

  async expectFewCalls(): Promise<void> {
    const { atMs, seq } = this.noticed!;
    const made = countCalls(await callsOf(this.shop, seq));
    expect(made).toBeLessThanOrEqual(mostCalls(atMs));
  }

  async end(): Promise<void> {
    for (const id of this.faults) await behave(system, id);
  }
}

/** An hour passes by the minute, from the moment on when every process keeps the calls back. */
async function walkAnHour(outages: readonly Outage[]): Promise<void> {
  const sinceMs = performance.now();
  await system.pass(MINUTE_MS);
  for (const outage of outages) await outage.awaitNoticed(sinceMs);
  for (let jumps = 2; jumps <= JUMPS; jumps += 1) {
    await system.pass(MINUTE_MS);
    if (jumps % TRIED_EVERY === 0) await tryAll(outages);
  }
}

async function tryAll(outages: readonly Outage[]): Promise<void> {
  const longest = await Promise.all(outages.map(({ shop }) => longestDue(shop)));
  await Promise.all(outages.map((outage) => outage.placeOne()));
  await eventually(async () => {
    const due = await system.db.sql(
      'SELECT FROM registrations WHERE id = ANY ($1) AND next_poll_at <= tolem_now()',
      [longest],
    );
    expect(due).toEqual([]);
  }, MINUTE_MS);
  for (const outage of outages) await outage.expectFewCalls();
}

async function longestDue(shop: Shop): Promise<string> {
  const [row] = await system.db.sql<{ id: string }>(
    'SELECT id FROM registrations WHERE merchant_id = $1 AND next_poll_at <= tolem_now() ORDER BY next_poll_at LIMIT 1',
    [shop],
  );
  return row!.id;
}

/** Everybody pays; at the shop where a payer has one try, each tenth with a card that is refused. */
const payAll = (shop: Shop, orders: readonly Order[]) =>
  inBatches(orders, (order, at) =>
    system.pay(order, shop === 'strict' && at % 10 === 0 ? { cvc: '999' } : {}),
  );

const SETTLED: Record<Shop, Record<string, number>> = {
  patient: { paid: ORDERS },
  strict: { paid: ORDERS - ORDERS / 10, declined: ORDERS / 10 },
};

/** He has paid and comes back while nobody can be asked: his look is kept back. */
async function comeBackTooEarly(order: Order): Promise<void> {
  const [answer] = await Promise.all([
    system.comeBack(order),
    eventually(async () => {
      const postponed = await system.db.sql(
        `SELECT FROM registrations WHERE order_id = $1 AND hastened_by = 'return'
           AND next_poll_at BETWEEN tolem_now() AND tolem_now() + interval '2 seconds'`,
        [order.id],
      );
      expect(postponed).toHaveLength(1);
    }),
  ]);
  expect(answer.status).toBe(200);
}

/** Before the backlog, which takes half a minute. */
async function paidSoon(shop: Shop, order: Order, sinceMs = performance.now()): Promise<void> {
  await settled(system, order.id, 'paid', shop);
  expect(performance.now() - sinceMs).toBeLessThan(PAID_WITHIN_MS);
}

/** Who gets a payment page pays there and comes back; what is ordered before that is kept as during the outage. */
async function buy(outage: Outage): Promise<void> {
  const { order, orderedAtMs } = await eventually(async () => {
    const startedAtMs = performance.now();
    const { status, body } = await place(outage.shop);
    if (status === 202) outage.placed.push(body);
    expect(status).toBe(201);
    return { order: body, orderedAtMs: startedAtMs };
  }, PAID_WITHIN_MS);
  const { onward } = await new BankPage(order.paymentUrl).pay();
  await system.request('GET', onward!, { key: null });
  await paidSoon(outage.shop, order, orderedAtMs);
}

/** Calls in the second that begins with a call and has the most. */
function busiestSecond({ calls }: Calls): number {
  const times = calls.map(({ at }) => Date.parse(at));
  return Math.max(
    ...times.map((start) => times.filter((time) => time >= start && time < start + SECOND_MS).length),
  );
}

it('an hour of it costs no step and few calls; when it is over all is settled soon, and new orders at once', async () => {
  const orders = await openAll();
  const all = Object.values(orders).flat();
  // Nobody is in the middle of a look while the trouble begins.
  await Promise.all([system.api, system.worker].map((child) => child.end('SIGTERM')));
  const before = await stepsOf(all);
  agreeOnRate();
  const { last } = await callsOf('patient', 0);
  const outages = await Promise.all(SHOPS.map(async (shop) => new Outage(shop, last, await breakDown(shop))));
  await Promise.all([system.api, system.worker].map((child) => child.start()));

  await walkAnHour(outages);
  expect(await stepsOf(all)).toEqual(before);
  for (const shop of SHOPS)
    expect(await casesOf(shop)).toEqual([{ reason: TROUBLES[shop].reason, open: true }]);
  for (const shop of SHOPS) await payAll(shop, orders[shop]);
  expect(await statesOf(all)).toEqual({ registered: SHOPS.length * ORDERS });

  const { last: lastBefore } = await callsOf('patient', 0);
  const backAtMs = performance.now();
  // One after the other: whose gateway is back does not wait for those whose gateway is not.
  for (const outage of outages) {
    const early = orders[outage.shop].at(-1)!;
    await comeBackTooEarly(early);
    await outage.end();
    await Promise.all([paidSoon(outage.shop, early), buy(outage)]);
  }
  await eventually(
    async () => {
      for (const { shop, placed } of outages) {
        expect(await statesOf(orders[shop])).toEqual(SETTLED[shop]);
        expect(await statesOf(placed)).toEqual({ registered: placed.length });
      }
    },
    SETTLED_WITHIN_MS - (performance.now() - backAtMs),
  );
  for (const shop of SHOPS) {
    // A second is counted from its first call on, so any second may touch two of them.
    const calls = await callsOf(shop, lastBefore);
    expect(busiestSecond(calls)).toBeLessThanOrEqual(2 * CALLS_PER_SECOND);
    await eventually(async () =>
      expect(await casesOf(shop)).toEqual([{ reason: TROUBLES[shop].reason, open: false }]),
    );
  }
});
