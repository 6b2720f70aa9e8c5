// Aim: an open case keeps its registration looked at every day until it is closed, by itself or by a person; and no payer who
// reloads keeps one from opening. Method: one registration, judged again and again on a clock of the test's own.
import { detailHashOf, type LockedFacts, type KnownCase, type Registration, type Ruling } from '@app/orders';
import { lockedFacts, anAnswer, NOW } from './locked-facts.fixture.js';
import { rulingFor } from './ruling-for-answer.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const after = (ms: number): Date => new Date(NOW.getTime() + ms);

/** A registration and the cases of its order, written on from ruling to ruling. */
class Watched {
  cases: KnownCase[] = [];

  constructor(private known: LockedFacts) {}

  hear(words: string, afterMs: number): Ruling {
    const known = { ...this.known, cases: this.cases, now: after(afterMs) };
    const ruling = rulingFor(known, anAnswer(words, known), 0);
    const { afterMs: _rest, ...place } = ruling.nextPoll;
    this.known = { ...known, registration: { ...known.registration, ...ruling.registration, ...place } };
    return ruling;
  }

  change(changes: Partial<Registration>): void {
    this.known = { ...this.known, registration: { ...this.known.registration, ...changes } };
  }

  /** What libs/reconciliation/src/hastening/hasten.ts writes when a payer comes back. */
  comeBack(afterMs: number): void {
    this.change({ phase: 'returned', step: 0, anchoredAt: after(afterMs) });
  }

  open(
    reason: string,
    detail: object = {},
    registrationId: string | null = this.known.registration.id,
  ): void {
    const detailHash = detailHashOf({ detail: detail as Record<string, unknown> });
    this.cases.push({ reason, registrationId, detailHash, closedBy: null });
  }

  closeByHand(): void {
    this.cases = this.cases.map((row) => ({ ...row, closedBy: 'operator:ann' }));
  }
}

const watch = (order: string, changes: Partial<Registration> = {}) =>
  new Watched(lockedFacts(order, changes));
const reasons = ({ findings }: Ruling): string[] => findings.map(({ reason }) => reason);

describe.each(['paid_after_close', 'foreign_operation', 'disputed'])('an open %s', (reason) => {
  const says = reason === 'disputed' ? 'charged 1000/0 chargeback' : 'charged 1000/0';

  it('is looked at daily, for as long as it is open', () => {
    const watched = watch('paid 1000/0 disputed closed');
    watched.open(reason);
    for (const day of [0, 1, 2, 30, 365])
      expect(watched.hear(says, day * DAY).nextPoll.afterMs).toBeLessThanOrEqual(DAY);
  });

  it('is looked at no more after a person has closed it', () => {
    const watched = watch('paid 1000/0 disputed closed');
    watched.open(reason, watched.hear(says, 0).findings.find((found) => found.reason === reason)?.detail);
    for (const day of [0, 1, 2]) watched.hear(says, day * DAY);
    watched.closeByHand();
    // As every page that is over: on the seventh day.
    expect(watched.hear(says, 3 * DAY).nextPoll.afterMs).toBe(4 * DAY);
  });
});

it('is looked at also when the case is about another registration of the order, or about none', () => {
  for (const about of ['00000000-0000-7000-8000-000000000009', null]) {
    const watched = watch('paid 1000/0 closed');
    watched.open('internal_error', {}, about);
    for (const day of [0, 1, 2]) expect(watched.hear('charged 1000/0', day * DAY).nextPoll.afterMs).toBe(DAY);
  }
});

it('is looked at again when the facts are others than those a person has closed it on', () => {
  const watched = watch('paid 1000/0 closed');
  const [found] = watched.hear('charged 999/0', 0).findings;
  watched.open('amount_mismatch', found!.detail);
  watched.closeByHand();
  watched.hear('charged 999/0', DAY);
  expect(watched.hear('refunded 400/599', 2 * DAY).nextPoll.afterMs).toBe(DAY);
  expect(watched.hear('charged 998/0', 3 * DAY).nextPoll.afterMs).toBe(DAY);
});

describe('what is found about money names its page and the amounts that the bank said', () => {
  const MONEY = { amount: 1000, currency: 'KZT', approved: 1000 };
  it.each([
    ['double_payment', 'paid 1000/0 elsewhere', 'charged 1000/0', { deposited: 1000, refunded: 0 }],
    ['amount_mismatch', 'registered', 'charged 999/0', { deposited: 999, refunded: 0 }],
    ['amount_mismatch', 'registered', 'charged 1000/0 amount:999', { amount: 999, deposited: 1000 }],
    ['amount_mismatch', 'registered', 'charged 1000/0 currency:USD', { currency: 'USD', deposited: 1000 }],
    ['impossible_move', 'registered', 'held 0/0', { deposited: 0 }],
    ['paid_after_close', 'declined closed', 'charged 1000/0', { deposited: 1000 }],
    ['foreign_operation', 'authorized hold', 'charged 900/0', { deposited: 900 }],
    ['disputed', 'paid 1000/0', 'charged 1000/0 chargeback', { deposited: 1000, chargeback: true }],
  ])('%s: %s → %s', (reason, order, says, money) => {
    const known = lockedFacts(order);
    const { findings } = rulingFor(known, anAnswer(says, known), 0);
    const detail = { registration: known.registration.id, ...MONEY, ...money };
    expect(findings).toEqual([{ reason, detail: expect.objectContaining(detail) }]);
  });

  it('leaves out what the bank did not say', () => {
    const known = lockedFacts('paid 1000/0');
    const { findings } = rulingFor(known, anAnswer('refunded bare', known), 0);
    expect(findings).toEqual([
      {
        reason: 'amounts_unknown',
        detail: {
          registration: known.registration.id,
          amount: 1000,
          currency: 'KZT',
          status: 'refunded',
          actionCode: null,
          lacking: 'refundedMinor',
        },
      },
    ]);
  });
});

it('is looked at daily while the end of its order is open, also when a person has closed the case', () => {
  const watched = watch('registered closed');
  const [found] = watched.hear('charged 999/0', 0).findings;
  watched.open('amount_mismatch', found!.detail);
  watched.closeByHand();
  watched.hear('charged 999/0', DAY);
  expect(watched.hear('charged 999/0', 2 * DAY).nextPoll.afterMs).toBe(DAY);
});

it('lets the looks end when the case ends by itself', () => {
  const watched = watch('paid 1000/0 closed');
  watched.open('amount_mismatch');
  watched.hear('charged 900/0', DAY);
  expect(watched.hear('charged 900/0', 2 * DAY).nextPoll.afterMs).toBe(DAY);
  const ruling = watched.hear('charged 1000/0', 3 * DAY);
  // Aftercare began on the first day; its next look is on the third after that.
  expect([ruling.closesOnRegistration.includes('amount_mismatch'), ruling.nextPoll.afterMs]).toEqual([
    true,
    DAY,
  ]);
});

describe('what an answer judges', () => {
  it.each([
    ['unknown', 'paid 1000/0 disputed', 'unknown 0/0', 'disputed', false],
    ['absent', 'registered', 'absent 0/0', 'amount_mismatch', false],
    ['plain', 'paid 1000/0 disputed', 'charged 1000/0', 'disputed', true],
    ['plain', 'paid 1000/0', 'charged 1000/0', 'paid_after_close', false],
    ['all given back', 'paid 1000/0', 'refunded 0/1000', 'paid_after_close', true],
    ['released', 'paid 1000/0', 'reversed 0/0', 'paid_after_close', true],
    ['plain', 'paid 1000/0 hold', 'charged 1000/0', 'foreign_operation', false],
    ['plain', 'registered', 'open 0/0', 'internal_error', false],
  ])('%s: %s, %s → %s %s', (_what, order, says, reason, judged) => {
    expect(([...watch(order).hear(says, 0).closesOnRegistration] as string[]).includes(reason)).toBe(judged);
  });

  it('ends the case of our own faults once it can be written down', () => {
    expect(watch('registered', { faults: 5 }).hear('open 0/0', 0).closesOnRegistration).toContain(
      'internal_error',
    );
  });
});

describe('a payer who reloads', () => {
  it.each([
    ['registered', 'pending 0/0', 'undecided_too_long', 2 * HOUR],
    ['registered', 'authenticating 0/0', 'undecided_too_long', 2 * HOUR],
    ['authorized hold', 'held 0/0', 'hold_expiring', 6 * DAY],
    ['registered', 'open 0/0', 'open_after_lifetime', DAY + 20 * MINUTE],
  ])('does not keep %s, %s from being %s', (order, says, reason, dueMs) => {
    const watched = watch(order);
    watched.hear(says, 0);
    for (let ms = 0; ms < dueMs; ms += 10 * MINUTE) {
      watched.comeBack(ms);
      expect(reasons(watched.hear(says, ms))).toEqual([]);
    }
    watched.comeBack(dueMs);
    expect(reasons(watched.hear(says, dueMs))).toEqual([reason]);
  });

  it('is counted from one word for "not decided" through the next', () => {
    const watched = watch('registered');
    watched.hear('authenticating 0/0', 0);
    watched.hear('pending 0/0', HOUR);
    expect(reasons(watched.hear('capturing 0/0', 2 * HOUR))).toEqual(['undecided_too_long']);
    watched.hear('open 0/0', 2 * HOUR);
    expect(reasons(watched.hear('pending 0/0', 3 * HOUR))).toEqual([]);
  });
});

it('puts an operation that stays unresolved to a person when its series is over, then looks hourly', () => {
  const operation = '00000000-0000-7000-8000-000000000100';
  const watched = watch('authorized hold capture:1000');
  watched.change({ unresolvedOperation: operation, phase: 'operation', step: 0, anchoredAt: NOW });
  const seen: [number, string[]][] = [];
  for (let ms = 0; ms < 5 * HOUR;) {
    const ruling = watched.hear('held 0/0', ms);
    seen.push([ms / 1000, reasons(ruling)]);
    ms += ruling.nextPoll.afterMs!;
  }
  expect(seen.map(([second]) => second)).toEqual([
    0, 40, 45, 60, 90, 150, 450, 1050, 4650, 8250, 11850, 15450,
  ]);
  expect(seen.findIndex(([, found]) => found.includes('operation_unknown'))).toBe(7);
  watched.change({ unresolvedOperation: null });
  const over = watched.hear('held 0/0', 5 * HOUR);
  expect([reasons(over), over.closesOnRegistration.includes('operation_unknown')]).toEqual([[], true]);
});
