// Aim: the promises hold while everything goes wrong at once. Method: many orders through a bank with every fault it knows, api
// and worker killed at every crash point in turn, the job store wiped, Postgres crashing; then calm, and what is left is
// held against the bank's own ledger and against what a subscriber has seen. CHAOS_ORDERS says how many, CHAOS_SEED which.
import { Chaos } from './run-chaos.js';
import { tableOf } from './table.js';

const ORDERS = Number(process.env.CHAOS_ORDERS ?? 200);
const SEED = Number(process.env.CHAOS_SEED ?? 1);

const startedMs = performance.now();
const write = (text: string) =>
  process.stderr.write(`${((performance.now() - startedMs) / 1000).toFixed(0)} s ${text}\n`);

let chaos: Chaos;
beforeAll(
  async () => {
    write(`chaos: ${ORDERS} orders, CHAOS_SEED=${SEED}, jobs on ${process.env.TEST_BACKEND}`);
    chaos = await Chaos.run({ orders: ORDERS, seed: SEED, log: (line) => write(`chaos: ${line}`) });
    write(tableOf(chaos));
  },
  600_000 + ORDERS * 1_000,
);

it('forgets no order that a shop or the bank knows of', () => {
  expect(chaos.findings.orders).toBeGreaterThanOrEqual(ORDERS);
  expect(chaos.findings.forgotten).toEqual([]);
});

it('leaves every order as the bank has it, and no case open that time heals', () => {
  expect(chaos.findings.differing).toEqual([]);
  expect(chaos.findings.casesTooMany).toEqual([]);
});

it('has a case, and the right one, for every order that needs a person', () => {
  expect(chaos.findings.otherCases).toEqual([]);
  const reasons = chaos.shoppers.flatMap(({ plan }) => plan.trouble.remedy?.reason ?? []);
  expect(Object.keys(chaos.findings.forAPerson)).toEqual(expect.arrayContaining(reasons));
});

it('has told subscribers of all the money that is there, and of none that is not', () => {
  expect(chaos.findings.paid).toBeGreaterThan(ORDERS / 4);
  expect(chaos.findings.paidAndNeverSeen).toEqual([]);
  expect(chaos.findings.seenAndNotPaid).toEqual([]);
});

it('has told of all that was given back, and of every dispute', () => {
  for (const count of Object.values(chaos.findings.atTheCabinet)) expect(count).toBeGreaterThan(0);
  expect(chaos.findings.givenBackUntold).toEqual([]);
  expect(chaos.calm.untoldInQuiet).toEqual([]);
  expect(chaos.findings.chargebacksUntold).toEqual([]);
});

it('has kept no paid order waiting for another’s answer', () => {
  expect(chaos.calm.keptWaiting).toEqual([]);
});

it('has seen the money of every order that was ended by hand too early', () => {
  expect(chaos.calm.endedByHand).toBeGreaterThan(0);
  expect(chaos.calm.endedAndUnseen).toEqual([]);
});

it('has sent no payer who had paid to the shop’s fail address', () => {
  expect(chaos.findings.sentAwayPaid).toEqual([]);
});

it('has told everything once, in order and without a gap', () => {
  expect(chaos.findings.twoIds).toEqual([]);
  expect(chaos.findings.gapsInTheLog).toEqual([]);
  expect(chaos.findings.outOfOrder).toEqual([]);
  expect(chaos.findings.unseen).toEqual([]);
});

it('has counted each fact once', () => {
  expect(chaos.findings.countedOtherwise).toEqual([]);
});

it('has never had two pages that could be paid for one order', () => {
  expect(chaos.findings.twoPages).toEqual([]);
});

it('has died at every crash point that is not rare', () => {
  expect(Object.entries(chaos.hits).filter(([, hits]) => hits === 0)).toEqual([]);
});
