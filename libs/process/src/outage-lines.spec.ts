// Aim: an outage of a store says a line a minute, whatever its clients say, and hides nothing else.
import { OutageLines } from './outage-lines.js';

let nowMs: number;
let lines: OutageLines;
beforeEach(() => {
  nowMs = 0;
  lines = new OutageLines(() => nowMs);
});

const AWAY = [
  ['connect ECONNREFUSED 127.0.0.1:6379'],
  ['Queue poll-hastened: Connection is closed.'],
  [{ context: 'x', err: new Error('Connection terminated unexpectedly') }],
  [new Error('Reached the max retries per request limit (which is 1).')],
  [Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })],
  [{ err: new Error('timeout exceeded when trying to connect') }, 'text'],
  ['A poll-hastened job was not added: Command timed out'],
  ['Subscription ledger was not served: The job store does not answer'],
];

it('passes the first line of an outage, and then one a minute that counts the others', () => {
  expect(AWAY.map((line) => lines.pass(line))).toEqual([0, ...AWAY.slice(1).map(() => null)]);
  nowMs = 59_999;
  expect(lines.pass(AWAY[0]!)).toBeNull();
  nowMs = 60_000;
  expect(AWAY.map((line) => lines.pass(line))).toEqual([AWAY.length, ...AWAY.slice(1).map(() => null)]);
});

it.each([
  [['The gateway of a merchant has changed']],
  [[{ reason: 'ECONNREFUSED' }, 'No usable answer']],
  [[new Error('deadlock detected')]],
  [[{ err: new TypeError('x is not a function') }, 'A registration could not be polled']],
  [[null, undefined, 5]],
])('passes every line like %j', (line) => {
  lines.pass(AWAY[0]!);
  expect([lines.pass(line), lines.pass(line)]).toEqual([0, 0]);
});
