// Aim: a gateway that asks for a pause is left alone for so long; no look is lost, when it is back everything is settled, and
// other merchants do not notice. Method: the bank is overloaded for one merchant as a whole.
import { behave } from '../support/at-the-bank.js';
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const ORDERS = 30;
/** Questions that are on their way at once (libs/reconciliation); a pause that is not said otherwise lasts a second. */
const AT_ONCE = 8;
const QUESTION = 'getOrderStatusExtended.do';

let system: System;
beforeAll(async () => {
  system = await System.start();
});
afterAll(() => system?.stop());

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

it('a gateway that asks for a pause gets it, no look is lost, and the other merchant does not notice', async () => {
  await payMany();
  const id = await breakDown('http429');
  const before = await questions();
  const brokenAtMs = performance.now();
  await system.pass(40_000);
  await eventually(async () => expect(await questions()).toBeGreaterThan(before));
  const { body: other } = await system.register({}, 'strict');
  await system.pay(other);
  expect((await system.comeBack(other)).status).toBe(303);
  expect(await unsettled()).toBe(ORDERS);
  const asked = (await questions()) - before;
  const seconds = Math.ceil((performance.now() - brokenAtMs) / 1_000);
  expect(asked).toBeLessThanOrEqual(AT_ONCE * (1 + seconds));
  const steps = await system.db.sql(
    `SELECT DISTINCT phase, step FROM registrations JOIN orders ON orders.id = order_id WHERE orders.state = 'registered'`,
  );
  expect(steps).toEqual([{ phase: 'quiet', step: 0 }]);

  await behave(system, id);
  await eventually(async () => expect(await unsettled()).toBe(0));
});
