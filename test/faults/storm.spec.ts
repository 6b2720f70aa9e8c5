// Aim: the promises hold while everything goes wrong at once. Method: many orders through a bank with every fault it knows, api
// and worker killed at every crash point in turn, the job store wiped, Postgres crashing; then calm, and what is left is
// held against the bank's own ledger and against what a subscriber has seen. STORM_ORDERS says how many, STORM_SEED which.
import { Storm } from './storm/storm.js';
import { tableOf } from './storm/table.js';

const ORDERS = Number(process.env.STORM_ORDERS ?? 200);
const SEED = Number(process.env.STORM_SEED ?? 1);

const startedMs = performance.now();
const write = (text: string) =>
  process.stderr.write(`${((performance.now() - startedMs) / 1000).toFixed(0)} s ${text}\n`);

let storm: Storm;
beforeAll(
  async () => {
    write(`storm: ${ORDERS} orders, STORM_SEED=${SEED}, jobs on ${process.env.TEST_BACKEND}`);
    storm = await Storm.rage({ orders: ORDERS, seed: SEED, log: (line) => write(`storm: ${line}`) });
    write(tableOf(storm));
  },
  600_000 + ORDERS * 1_000,
);

it('forgets no order that a shop or the bank knows of', () => {
  expect(storm.findings.orders).toBeGreaterThanOrEqual(ORDERS);
  expect(storm.findings.forgotten).toEqual([]);
});

it('leaves every order as the bank has it, and no case open that time heals', () => {
  expect(storm.findings.differing).toEqual([]);
  expect(storm.findings.casesTooMany).toEqual([]);
});

it('has a case, and the right one, for every order that needs a person', () => {
  expect(storm.findings.otherCases).toEqual([]);
  expect(Object.keys(storm.findings.forAPerson).length).toBeGreaterThan(5);
});

it('has told subscribers of all the money that is there, and of none that is not', () => {
  expect(storm.findings.paid).toBeGreaterThan(ORDERS / 4);
  expect(storm.findings.paidAndNeverSeen).toEqual([]);
  expect(storm.findings.seenAndNotPaid).toEqual([]);
});

it('has told everything once, in order and without a gap', () => {
  expect(storm.findings.twoIds).toEqual([]);
  expect(storm.findings.gapsInTheLog).toEqual([]);
  expect(storm.findings.outOfOrder).toEqual([]);
  expect(storm.findings.unseen).toEqual([]);
});

it('has counted each fact once', () => {
  expect(storm.findings.countedOtherwise).toEqual([]);
});

it('has never had two pages that could be paid for one order', () => {
  expect(storm.findings.twoPages).toEqual([]);
});

it('has died at every crash point that is not rare', () => {
  expect(Object.entries(storm.hits).filter(([, hits]) => hits === 0)).toEqual([]);
});
