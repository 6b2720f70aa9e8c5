// Aim: after eight pages in a row whose address was lost no more orders are made at the bank; any page that a payer could
// have seen begins the count anew. Method: the rulings of recovery on rows of the test's own.
import type { LockedFacts, Registration } from '@app/orders';
import { lockedFacts, anAnswer } from './locked-facts.fixture.js';
import { lostInARow, MAX_LOST_IN_A_ROW, neverReachedBank, orphaned } from './recovery-rulings.js';

const LOST = { state: 'orphan', formUrl: null, gatewayOrderId: 'bank' } as const;
const LOST_AND_CLOSED = { ...LOST, state: 'closed' } as const;
const SEEN = { state: 'closed', formUrl: 'https://bank/pay', gatewayOrderId: 'bank' } as const;
const COLLIDED = { state: 'refused', formUrl: null, gatewayOrderId: null } as const;

/** A registration being recovered after these others of its order. */
function recovering(earlier: readonly Partial<Registration>[], order = 'created recovering'): LockedFacts {
  const known = lockedFacts(order, { attempt: earlier.length + 1, gatewayOrderId: null });
  const rows = earlier.map((row, at) => ({ ...known.registration, ...row, id: `r${at}`, attempt: at + 1 }));
  return { ...known, siblings: [known.registration, ...rows] };
}

const ruled = (known: LockedFacts) =>
  orphaned(known, anAnswer('open 0/0', known), { callTimeoutMs: 60_000, random: 0 });
const times = (count: number, row: Partial<Registration>) => Array.from({ length: count }, () => row);

it.each([
  ['none', [], 1],
  ['two', [LOST, LOST_AND_CLOSED], 3],
  ['one that was seen, and one', [LOST, SEEN, LOST], 2],
  ['a number that was taken', [LOST, COLLIDED], 1],
])('counts what was lost in a row after %s', (_what, earlier, count) => {
  expect(lostInARow(recovering(earlier))).toBe(count);
});

it('puts a fresh registration in the place of a lost one', () => {
  const { successor, moves, findings } = ruled(recovering(times(MAX_LOST_IN_A_ROW - 2, LOST)));
  expect([successor?.attempt, moves, findings]).toEqual([MAX_LOST_IN_A_ROW, [], []]);
});

it('gives up at the eighth in a row: rejects, opens a case, and makes no more', () => {
  const { successor, moves, findings, closeAtGateway } = ruled(recovering(times(7, LOST_AND_CLOSED)));
  expect([successor, closeAtGateway]).toEqual([null, true]);
  expect(moves).toMatchObject([{ to: 'rejected' }]);
  expect(findings).toMatchObject([{ reason: 'internal_error', detail: { lostInARow: 8 } }]);
});

it('does not give up over pages that payers have seen, however many', () => {
  expect(ruled(recovering(times(30, SEEN))).successor?.attempt).toBe(32);
});

it('makes no fresh one, and rejects nothing, for an order that is paid by another page', () => {
  const known = recovering(times(7, LOST), 'paid 1000/0 elsewhere recovering');
  expect(ruled(known)).toMatchObject({ successor: null, moves: [], findings: [] });
  expect(neverReachedBank(known)).toMatchObject({ moves: [], findings: [], nextPoll: { afterMs: null } });
});
