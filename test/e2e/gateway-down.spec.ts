// Aim: a gateway that is down, refuses everybody or asks for a pause is not run into again and again; one case tells of it, no
// look is lost, and when it is back everything is settled. Method: the bank misbehaves towards one merchant as a whole.
import { behave } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const ORDERS = 30;
/** Questions that are on their way at once (libs/reconciliation). */
const AT_ONCE = 8;
/** So many failures in a row are the gateway's (libs/gateway/src/breaker.ts); a probe comes at most once a second. */
const ONE_PROBE_A_SECOND = { first: 5 + AT_ONCE, everySecond: 1 };
/** A gateway that asks for a pause gets one of a second. */
const PAUSES = { first: AT_ONCE, everySecond: AT_ONCE };
const QUESTION = 'getOrderStatusExtended.do';

let system: System;
beforeAll(async () => {
  system = await System.start();
}, 60_000);
afterAll(() => system?.stop());

const casesOf = (reason: string) =>
  system.db.sql<{ subject: string; open: boolean }>(
    'SELECT subject, closed_at IS NULL AS open FROM cases WHERE reason = $1',
    [reason],
  );
/** Of the merchant in trouble. */
const questions = async (): Promise<number> => {
  const { calls } = await system.control('GET', 'calls?merchant=patient-api');
  return calls.filter(({ endpoint }: { endpoint: string }) => endpoint === QUESTION).length;
};
const unsettled = async (): Promise<number> =>
  Number(
    (await system.db.sql<{ n: string }>(`SELECT count(*) AS n FROM orders WHERE state <> 'paid'`))[0]!.n,
  );

const breakDown = async (fault: string): Promise<string> =>
  (
    await system.control('POST', 'faults', {
      endpoint: QUESTION,
      fault,
      times: 0,
      match: { merchant: 'patient-api' },
    })
  ).id;

/** Paid orders whose next look finds the gateway in trouble; one more of another merchant. */
async function payMany(): Promise<void> {
  for (let at = 0; at < ORDERS; at += 1) await system.pay((await system.register()).body);
}

it.each([
  ['is down', 'http500', 'gateway_unreachable', ONE_PROBE_A_SECOND],
  ['asks for a pause', 'http429', null, PAUSES],
])(
  'a gateway that %s is asked seldom, no look is lost, and all is settled once it is back',
  async (_what, fault, reason, most) => {
    await payMany();
    const id = await breakDown(fault);
    const before = await questions();
    const brokenAtMs = performance.now();
    await system.pass(40_000);
    await eventually(async () => expect(await questions()).toBeGreaterThan(before));
    if (reason)
      await eventually(async () =>
        expect(await casesOf(reason)).toEqual([{ subject: 'merchant:patient', open: true }]),
      );
    // The other merchant's payer does not notice.
    const { body: other } = await system.register({}, 'strict');
    await system.pay(other);
    expect((await system.comeBack(other)).status).toBe(303);
    expect(await unsettled()).toBe(ORDERS);
    const asked = (await questions()) - before;
    const seconds = Math.ceil((performance.now() - brokenAtMs) / 1_000);
    expect(asked).toBeLessThanOrEqual(most.first + most.everySecond * seconds);
    const steps = await system.db.sql(
      `SELECT DISTINCT phase, step FROM registrations JOIN orders ON orders.id = order_id WHERE orders.state = 'registered'`,
    );
    expect(steps).toEqual([{ phase: 'quiet', step: 0 }]);

    await behave(system, id);
    await eventually(async () => expect(await unsettled()).toBe(0), 45_000);
    if (reason)
      await eventually(async () =>
        expect(await casesOf(reason)).toEqual([{ subject: 'merchant:patient', open: false }]),
      );
  },
  120_000,
);
