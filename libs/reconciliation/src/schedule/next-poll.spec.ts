// Aim: which phase a registration is in after an answer, and that nothing is left alone. Method: answer every look on
// time with the same word, on a clock of the test's own, and write down when the looks were.
import type { GatewayStatus } from '@app/gateway';
import type { NextPoll, Phase, Registration } from '@app/orders';
import { lockedFacts, anAnswer, NOW } from '../judging/locked-facts.fixture.js';
import { nextPollAfter } from './next-poll.js';
import { rulingFor } from '../judging/ruling-for-answer.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Seen = Readonly<{ afterMs: number; phase: Phase; cases: string[] }>;

/** What is written after an answer of this status, `afterMs` after the registration was sent. */
function look(
  status: GatewayStatus,
  afterMs: number,
  changes: Partial<Registration> = {},
  hasFindings = false,
): NextPoll {
  const before = lockedFacts('registered', changes);
  const known = { ...before, now: new Date(NOW.getTime() + afterMs) };
  return nextPollAfter(known, { ...known.registration, status }, hasFindings, 0);
}

/** The looks at a registration to which the bank says the same each time, until `untilMs` or the end of the series. */
function follow(order: string, answer: string, untilMs: number, changes: Partial<Registration> = {}): Seen[] {
  const seen: Seen[] = [];
  let known = lockedFacts(order, changes);
  for (let afterMs = 0; afterMs <= untilMs;) {
    known = { ...known, now: new Date(NOW.getTime() + afterMs) };
    const ruling = rulingFor(known, anAnswer(answer, known), 0);
    const { afterMs: restMs, ...place } = ruling.nextPoll;
    seen.push({ afterMs, phase: place.phase, cases: ruling.findings.map(({ reason }) => reason) });
    if (restMs === null) break;
    known = { ...known, registration: { ...known.registration, ...ruling.registration, ...place } };
    afterMs += restMs;
  }
  return seen;
}

const secondsOf = (seen: readonly Seen[]): number[] => seen.map(({ afterMs }) => afterMs / SECOND);

describe('the phase after an answer', () => {
  const closed = { state: 'closed' } as const;
  const dense = { phase: 'returned', step: 0, anchoredAt: NOW } as const;
  const operation = { unresolvedOperation: '00000000-0000-7000-8000-000000000100' };
  it.each<[string, GatewayStatus, number, Partial<Registration>, Phase]>([
    ['open, within its lifetime', 'open', MINUTE, {}, 'quiet'],
    ['unknown, within its lifetime', 'unknown', MINUTE, {}, 'quiet'],
    ['open, its lifetime over', 'open', 20 * MINUTE, {}, 'overtime'],
    ['unknown, its lifetime over', 'unknown', 20 * MINUTE, {}, 'overtime'],
    ['authenticating', 'authenticating', MINUTE, {}, 'undecided'],
    ['pending', 'pending', MINUTE, {}, 'undecided'],
    ['capturing', 'capturing', MINUTE, {}, 'undecided'],
    ['undecided, its lifetime over', 'pending', DAY, {}, 'undecided'],
    ['held', 'held', MINUTE, {}, 'authorized'],
    ['charged', 'charged', MINUTE, closed, 'aftercare'],
    ['closed', 'closed', MINUTE, closed, 'aftercare'],
    ['held on a page that was closed', 'held', MINUTE, closed, 'authorized'],
    ['undecided on a page that was closed', 'pending', MINUTE, closed, 'undecided'],
    ['an operation unresolved', 'held', MINUTE, operation, 'operation'],
    ['an operation unresolved on a closed page', 'charged', MINUTE, { ...closed, ...operation }, 'operation'],
    ['an orphan', 'open', MINUTE, { state: 'orphan' }, 'quiet'],
    ['just returned', 'open', SECOND, dense, 'returned'],
    ['just returned, undecided', 'authenticating', SECOND, dense, 'returned'],
    ['just returned, held', 'held', SECOND, dense, 'returned'],
    ['just returned, decided', 'charged', SECOND, { ...dense, ...closed }, 'aftercare'],
    ['returned two minutes ago', 'open', 2 * MINUTE, dense, 'quiet'],
    ['returned two minutes ago, undecided', 'pending', 2 * MINUTE, dense, 'undecided'],
  ])('%s', (_what, status, afterMs, changes, phase) => {
    expect(look(status, afterMs, changes).phase).toBe(phase);
  });
});

it('looks quietly to the end of the lifetime, a minute after it, and ever more rarely until a case is open', () => {
  const seen = follow('registered', 'open 0/0 code:-100', 5 * DAY, {
    phase: 'quiet',
    step: 0,
    anchoredAt: NOW,
  });
  expect(secondsOf(seen)).toEqual([
    0,
    30,
    60,
    120,
    180,
    240,
    360,
    480,
    660,
    900,
    1_200,
    // The end of the lifetime is at 1200.
    ...[60, 600, 1_800, 3_600, 21_600, 86_400, 172_800, 259_200, 345_600].map((late) => 1_200 + late),
  ]);
  const withCase = seen.filter(({ cases }) => cases.includes('open_after_lifetime'));
  expect(withCase.map(({ afterMs }) => afterMs)).toEqual(
    [1, 2, 3, 4].map((days) => 1_200 * SECOND + days * DAY),
  );
});

it.each([1_200, 3_600, 86_400, 604_800, 77_777])(
  'never rests past a minute after the end of a lifetime of %i s',
  (lifetimeSeconds) => {
    const expiresAt = new Date(NOW.getTime() + lifetimeSeconds * SECOND);
    const seen = follow('registered', 'open 0/0', lifetimeSeconds * SECOND + MINUTE, {
      lifetimeSeconds,
      expiresAt,
    });
    expect(seen.at(-1)?.afterMs).toBe(lifetimeSeconds * SECOND + MINUTE);
  },
);

it('looks densely after a return, whatever the bank says, and then quietly again', () => {
  const returned = { phase: 'returned', step: 0, anchoredAt: NOW } as const;
  expect(secondsOf(follow('registered', 'open 0/0', 6 * MINUTE, returned))).toEqual([
    0, 1, 2, 4, 8, 15, 30, 60, 120, 180, 240, 360,
  ]);
  expect(secondsOf(follow('registered', 'pending 0/0', 3 * MINUTE, returned))).toEqual([
    0, 1, 2, 4, 8, 15, 30, 60, 120, 140, 160, 180,
  ]);
});

it('goes on with the days it has waited when a payer comes back long after the end of the lifetime', () => {
  const backAt = new Date(NOW.getTime() + 3 * DAY);
  const known = { ...lockedFacts('registered', { phase: 'returned', step: 8, anchoredAt: backAt }) };
  const now = new Date(backAt.getTime() + 2 * MINUTE);
  const { nextPoll: next, findings } = rulingFor({ ...known, now }, anAnswer('open 0/0', known), 0);
  const endOfLife = NOW.getTime() + 1_200 * SECOND;
  expect(next).toEqual({ phase: 'overtime', step: 6, anchoredAt: new Date(endOfLife), afterMs: DAY });
  expect(findings.map(({ reason }) => reason)).toEqual(['open_after_lifetime']);
});

it('keeps the case of an order open after its lifetime while the payer is back', () => {
  const now = new Date(NOW.getTime() + 3 * DAY);
  const known = { ...lockedFacts('registered', { phase: 'returned', step: 0, anchoredAt: now }), now };
  const { findings } = rulingFor(known, anAnswer('open 0/0', known), 0);
  expect(findings.map(({ reason }) => reason)).toEqual(['open_after_lifetime']);
});

it('puts what is undecided for two hours to a person, and asks on every hour', () => {
  const seen = follow('registered', 'pending 0/0', 6 * HOUR);
  const opened = seen.filter(({ cases }) => cases.includes('undecided_too_long'));
  expect(opened[0]!.afterMs).toBeGreaterThanOrEqual(2 * HOUR);
  expect(opened[0]!.afterMs).toBeLessThanOrEqual(2 * HOUR + 5 * MINUTE);
  expect(opened.slice(1).map(({ afterMs }, at) => afterMs - opened[at]!.afterMs)).toEqual([
    HOUR,
    HOUR,
    HOUR,
    HOUR,
  ]);
});

it.each([
  ['by the time of the bank', { bankAuthorizedAt: NOW }],
  ['since it was first seen, where the bank tells no time', { bankAuthorizedAt: null }],
])('puts a hold to a person one day before the bank lets go of it, %s', (_how, changes) => {
  const seen = follow('authorized hold', 'held 0/0', 7 * DAY, changes);
  const [first] = seen.filter(({ cases }) => cases.includes('hold_expiring'));
  expect(first?.afterMs).toBe(6 * DAY);
  expect(seen.filter(({ afterMs }) => afterMs >= 6 * DAY)).toHaveLength(13);
});

it('counts the days of a hold from the bank’s own time, also when it is seen late', () => {
  const bankAuthorizedAt = new Date(NOW.getTime() - 2 * HOUR);
  const sentAt = new Date(NOW.getTime() - 3 * HOUR);
  const seen = follow('authorized hold', 'held 0/0', 12 * HOUR, { bankAuthorizedAt, sentAt });
  expect(secondsOf(seen)).toEqual([0, 1, 4, 10].map((hours) => hours * 3_600));
});

it.each([
  ['years ahead', '2062-01-01T00:00:00Z'],
  ['years ago', '2001-01-01T00:00:00Z'],
])('counts the days of a hold since it was seen where the bank’s time cannot be: %s', (_, said) => {
  const seen = follow('authorized hold', 'held 0/0', 12 * HOUR, { bankAuthorizedAt: new Date(said) });
  expect(secondsOf(seen)).toEqual([0, 1, 3, 6, 12].map((hours) => hours * 3_600));
  expect(seen.flatMap(({ cases }) => cases)).toEqual([]);
});

it('looks at what is paid or closed for four months, ever more rarely, and then no more', () => {
  const days = [0, 1, 3, 7, 14, 30, 60, 90, 120].map((day) => day * 86_400);
  expect(secondsOf(follow('registered', 'charged 1000/0', 400 * DAY))).toEqual(days);
  expect(secondsOf(follow('registered', 'closed 0/0', 400 * DAY))).toEqual(days);
});

it('looks soon, and then daily, at a page about which the bank contradicts itself', () => {
  const seen = secondsOf(
    follow('registered', 'closed 1000/0', 3 * DAY, { phase: 'aftercare', anchoredAt: NOW }),
  );
  expect(seen.slice(0, 8)).toEqual([0, 2, 5, 15, 30, 60, 120, 180]);
  const onPaid = secondsOf(follow('paid 1000/0 closed', 'open 0/0', 3 * DAY));
  expect(onPaid).toEqual(
    [0, 2, 5, 15, 60, 300, 1_800, 86_400, 172_800, 259_200].map((at) => expect.closeTo(at, -4)),
  );
});

it('goes on with the dense looks of a payer who is back while the bank contradicts itself', () => {
  const returned = { phase: 'returned', step: 0, anchoredAt: NOW } as const;
  const seen = secondsOf(follow('registered', 'charged ?/0', 2 * MINUTE, returned));
  expect(seen).toEqual(expect.arrayContaining([0, 1, 2, 4, 8, 15, 30, 60, 120]));
});

describe('a reason to poll a closed page', () => {
  it('has one more poll where news may be of the reason before it', () => {
    const hastenedAt = new Date(NOW.getTime() - SECOND);
    const before = lockedFacts('paid 1000/0 closed', {
      recheckingSince: NOW,
      hastenedAt,
      phase: 'aftercare',
    });
    const first = rulingFor(before, anAnswer('refunded 600/400', before), 0);
    expect(first.nextPoll.afterMs).toBe(10 * SECOND);
    const registration = { ...before.registration, ...first.registration };
    const order = { ...before.order, state: 'partially_refunded', refundedMinor: 400n } as const;
    const after = { ...before, registration, order, now: new Date(NOW.getTime() + 10 * SECOND) };
    expect(rulingFor(after, anAnswer('refunded 600/400', after), 0).registration.recheckingSince).toBeNull();
  });

  const recheckingSince = NOW;
  it('is polled six times within the hour where the bank says nothing new', () => {
    const seen = follow('paid 1000/0 closed', 'charged 1000/0', 2 * HOUR, {
      recheckingSince,
      status: 'charged',
      approvedMinor: 1000n,
      depositedMinor: 1000n,
      refundedMinor: 0n,
      phase: 'aftercare',
    });
    expect(secondsOf(seen).slice(0, 6)).toEqual([0, 2, 10, 60, 600, 3_600]);
    expect(secondsOf(seen)).toHaveLength(6);
  });

  const known = (changes: Partial<Registration> = {}, hastened = '') =>
    lockedFacts(`paid 1000/0 closed ${hastened}`.trim(), {
      recheckingSince,
      status: 'charged',
      depositedMinor: 1000n,
      phase: 'aftercare',
      ...changes,
    });
  const later = new Date(NOW.getTime() + 10 * SECOND);
  it.each<[string, ReturnType<typeof known>, string, Date | null]>([
    ['ends with the first news', known(), 'refunded 600/400', null],
    ['goes on where the page is only now closed', { ...known({ state: 'open' }) }, 'refunded 600/400', NOW],
    [
      'goes on where a figure is told for the first time',
      known({ refundedMinor: null }),
      'charged 1000/0',
      NOW,
    ],
    ['goes on after a word that could not be read', known({ status: 'unknown' }), 'charged 1000/0', NOW],
    ['goes on where the reason is younger than the answer', known({}, 'hastened'), 'refunded 600/400', NOW],
    ['goes on where it has not begun', known({ recheckingSince: later }), 'refunded 600/400', later],
    ['goes on with an answer that makes no sense', known(), 'open 0/0', NOW],
    ['goes on with no answer that can be read', known(), 'unknown 0/0', NOW],
  ])('%s', (_, before, answer, since) => {
    expect(rulingFor(before, anAnswer(answer, before), 0).registration.recheckingSince).toEqual(since);
  });
});

it('looks every day at what is paid or closed and still needs a person', () => {
  const wrong = follow('registered', 'charged 999/0', 4 * DAY);
  expect(secondsOf(wrong)).toEqual([0, 1, 2, 3, 4].map((days) => days * 86_400));
  expect(new Set(wrong.flatMap(({ cases }) => cases))).toEqual(new Set(['amount_mismatch']));
});

it.each(['held', 'pending', 'authenticating', 'capturing'])(
  'never leaves a closed page alone while the bank says %s',
  (status) => {
    const seen = follow('declined closed hold', `${status} 0/0`, 30 * DAY);
    expect(seen.at(-1)!.afterMs).toBeGreaterThan(29 * DAY);
  },
);

it('loses no step while the gateway is silent: the look that failed is still the next one', () => {
  // A postponed row keeps phase, step and anchor; only the time of its next look moves.
  const at = { phase: 'quiet', step: 4, anchoredAt: NOW } as const;
  expect(look('open', 4 * MINUTE + 20 * SECOND, at)).toMatchObject({ step: 5, afterMs: 100 * SECOND });
  expect(look('open', 5 * MINUTE, at)).toMatchObject({ step: 5, afterMs: MINUTE });
});
