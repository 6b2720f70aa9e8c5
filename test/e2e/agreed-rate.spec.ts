// Aim: a merchant's calls stay within the rate agreed with the bank, over all processes together; the schedule leaves room for
// payers who come back. Method: more looks due at once than the rate allows, counted by the bank.
import { eventually } from '../support/eventually.js';
import { System } from '../support/system.js';

const PER_SECOND = 10;
const ORDERS = 40;

let system: System;
beforeAll(async () => {
  system = await System.start({ workers: 2, merchant: { callsPerSecond: PER_SECOND } });
});
afterAll(() => system?.stop());

/** When the bank was called about this merchant, in milliseconds. */
async function callTimes(): Promise<number[]> {
  const { calls } = await system.control('GET', 'calls?merchant=patient-api');
  return calls.map(({ at }: { at: string }) => Date.parse(at));
}

it('is kept while a backlog is worked off, and a payer who comes back does not wait for it', async () => {
  const orders: Record<string, any>[] = [];
  for (let at = 0; at < ORDERS; at += 1) orders.push((await system.register()).body);
  const waiting = (await system.register()).body;
  for (const order of [...orders, waiting]) await system.pay(order);
  const before = (await callTimes()).length;
  await system.pass(40_000);
  await eventually(async () => expect((await callTimes()).length).toBeGreaterThan(before + PER_SECOND));
  expect((await system.comeBack(waiting)).status).toBe(303);
  await eventually(async () => {
    const [row] = await system.db.sql<{ n: string }>(
      `SELECT count(*) AS n FROM orders WHERE state <> 'paid'`,
    );
    expect(row!.n).toBe('0');
  });
  const times = await callTimes();
  // A second is counted from its first call on, so any second may touch two of them.
  for (const start of times)
    expect(times.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(
      2 * PER_SECOND,
    );
});
