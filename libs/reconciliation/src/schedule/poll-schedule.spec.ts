// Aim: every phase looks exactly when the table of design says. Method: take each look on time and write down when it was.
import fc from 'fast-check';
import type { Phase } from '@app/orders';
import {
  type At,
  beginningOf,
  CONTRADICTED,
  nextPollOf,
  nextOfSeriesMs,
  RECHECKING,
  SCHEDULE,
  USUAL_PACE,
} from './poll-schedule.js';

const START = new Date('2026-03-02T10:00:00.000Z');
const UNITS = { s: 1, min: 60, h: 3_600, d: 86_400 } as const;

/** `30 s`, `2 min`, `6 h`, `1 d`; without a unit the one of the next that has one: `5, 15, 30 s`. */
function secondsOf(text: string): number[] {
  let unit: keyof typeof UNITS = 's';
  return text
    .split(',')
    .toReversed()
    .map((part) => {
      const [, amount, own] = /^\s*([\d.]+)\s*(s|min|h|d)?\s*$/.exec(part)!;
      unit = (own as keyof typeof UNITS | undefined) ?? unit;
      return Number(amount) * UNITS[unit];
    })
    .toReversed();
}

const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

/** Seconds since the anchor of the first looks of a phase, each taken on time. Shorter when the series ends. */
function looksOf(phase: Phase, count: number, callbacksArrive = false): number[] {
  const first = SCHEDULE[phase].looks[0];
  // Whoever begins a series with a look at 0 makes the row due himself: that look has been taken.
  let at: At = first === 0 ? { phase, step: 0, anchoredAt: START } : beginningOf(phase, START);
  const taken: number[] = first === 0 ? [0] : [];
  while (taken.length < count) {
    const sinceSeconds = taken.at(-1) ?? 0;
    const look = nextPollOf(at, after(sinceSeconds), 0, { ...USUAL_PACE, callbacksArrive });
    if (look.afterMs === null) break;
    taken.push(sinceSeconds + look.afterMs / 1000);
    at = look;
  }
  return taken;
}

it.each([
  ['recovering', '0, 5, 15, 30 s, 1, 2, 5, 15, 25, 35 min'],
  ['returned', '0, 1, 2, 4, 8, 15, 30 s, 1, 2 min'],
  ['quiet', '0.5, 1, 2, 3, 4, 6, 8, 11, 15, 20, 23, 26.45 min'],
  ['overtime', '1, 10, 30 min, 1, 6, 24 h, 2, 3, 4 d'],
  ['operation', '40, 45, 60, 90 s, 2.5, 7.5, 17.5, 77.5, 137.5 min'],
  ['authorized', '1, 3, 6, 12, 24, 36, 48, 60 h'],
  ['aftercare', '1, 3, 7, 14, 30, 60, 90, 120 d'],
] as const)('%s looks at %s', (phase, table) => {
  const wanted = secondsOf(table);
  expect(looksOf(phase, wanted.length)).toEqual(wanted.map((seconds) => expect.closeTo(seconds, 3)));
});

it('looks less often where callbacks have lately been arriving, while it is quiet', () => {
  const wanted = secondsOf('5, 12, 13.8, 15.87 min');
  expect(looksOf('quiet', 4, true)).toEqual(wanted.map((seconds) => expect.closeTo(seconds, 3)));
  for (const phase of ['recovering', 'returned', 'overtime', 'undecided', 'operation', 'authorized'] as const)
    expect(looksOf(phase, 9, true)).toEqual(looksOf(phase, 9));
});

it.each([
  ['stop', 3, 150, true, 300 - 150],
  ['stop late', 9, 1_300, true, 0.15 * 1_300],
  ['begin', 0, 310, false, 360 - 310],
])(
  'goes on in the other quiet series when callbacks begin or %s',
  (_, step, since, callbacksArrive, wanted) => {
    const { afterMs } = nextPollOf({ phase: 'quiet', step, anchoredAt: START }, after(since), 0, {
      ...USUAL_PACE,
      callbacksArrive,
    });
    expect(afterMs).toBeCloseTo(wanted * 1000, 3);
  },
);

it.each(['returned', 'aftercare'] as const)('%s ends after the last look of its table', (phase) => {
  const { looks } = SCHEDULE[phase];
  expect(looksOf(phase, looks.length + 1)).toHaveLength(looks.length);
});

it('grows the quiet gaps with the age, to half an hour at most', () => {
  const looks = looksOf('quiet', 80);
  const gaps = looks.slice(10).map((look, at) => [looks[at + 9]!, look - looks[at + 9]!]);
  for (const [age, gap] of gaps) expect(gap).toBeCloseTo(Math.min(0.15 * age!, 1_800), 2);
  expect(Math.max(...gaps.map(([, gap]) => gap!))).toBe(1_800);
});

it('asks every 15 to 30 s while the bank has not decided, after 15 min every 5 min, after 2 h hourly', () => {
  const looks = looksOf('undecided', 90);
  const gapsBetween = (from: number, to: number) =>
    looks.slice(1).flatMap((look, at) => (looks[at]! >= from && looks[at]! < to ? [look - looks[at]!] : []));
  for (const gap of [looks[0]!, ...gapsBetween(0, 900)]) {
    expect(gap).toBeGreaterThanOrEqual(15);
    expect(gap * 1.1).toBeLessThanOrEqual(30);
  }
  expect(new Set(gapsBetween(900, 7_200))).toEqual(new Set([300]));
  expect(new Set(gapsBetween(7_200, Infinity))).toEqual(new Set([3_600]));
});

it('looks every two hours on the last of the seven days that a hold lasts, and goes on after them', () => {
  const hours = looksOf('authorized', 32).map((seconds) => seconds / 3_600);
  const lastDay = [144, 146, 148, 150, 152, 154, 156, 158, 160, 162, 164, 166, 168];
  expect(hours.slice(0, 17)).toEqual([
    1,
    3,
    6,
    12,
    24,
    36,
    48,
    60,
    72,
    84,
    96,
    108,
    120,
    132,
    ...lastDay.slice(0, 3),
  ]);
  expect(hours.filter((hour) => hour >= 144 && hour <= 168)).toEqual(lastDay);
  expect(hours.filter((hour) => hour > 168)).toEqual([180, 192, 204, 216, 228]);
});

const anyPhase = fc.constantFrom(...(Object.keys(SCHEDULE) as Phase[]));
const anySituation = fc.record({
  phase: anyPhase,
  step: fc.integer({ min: -1, max: 12 }),
  sinceSeconds: fc.double({ min: 0, max: 20 * UNITS.d, noNaN: true }),
  random: fc.double({ min: 0, max: 1, noNaN: true }),
});
const exactMs = { numRuns: 1_000 };

it('is late by at most a tenth of the wait, and never early', () => {
  fc.assert(
    fc.property(anySituation, ({ phase, step, sinceSeconds, random }) => {
      const at = { phase, step, anchoredAt: START };
      const onTime = nextPollOf(at, after(sinceSeconds), 0).afterMs;
      const { afterMs } = nextPollOf(at, after(sinceSeconds), random);
      if (onTime === null || afterMs === null) return onTime === afterMs;
      return afterMs >= onTime && afterMs <= onTime * 1.1 + 1;
    }),
    exactMs,
  );
});

it('goes forward in its table, leaves no look out that is still to come, and takes none twice', () => {
  fc.assert(
    fc.property(anySituation, ({ phase, step, sinceSeconds }) => {
      const { looks } = SCHEDULE[phase];
      const since = Math.trunc(sinceSeconds * 1000) / 1000;
      const next = nextPollOf({ phase, step, anchoredAt: START }, after(since), 0);
      const wanted = looks.find((look) => look > since);
      if (wanted === undefined) return next.step === looks.length;
      return looks[next.step] === wanted && next.afterMs! > 0;
    }),
    exactMs,
  );
});

it.each([
  ['quiet', -1, '5 min', '6 min'],
  ['quiet', 2, '3.5 min', '4 min'],
  ['returned', 0, '40 s', '1 min'],
  ['returned', 1, '3 s', '4 s'],
  ['overtime', -1, '2 h', '6 h'],
  ['overtime', 0, '23 h', '24 h'],
  ['recovering', 1, '4 min', '5 min'],
  ['authorized', -1, '7 h', '12 h'],
] as const)(
  '%s at step %i does not make up at %s for what was missed: next at %s',
  (phase, step, now, next) => {
    const [since, wanted] = [secondsOf(now)[0]!, secondsOf(next)[0]!];
    const { afterMs } = nextPollOf({ phase, step, anchoredAt: START }, after(since), 0);
    expect(since + afterMs! / 1000).toBeCloseTo(wanted);
  },
);

it.each([
  ['quiet', 3, '150 s', '3 min'],
  ['returned', 5, '9 s', '15 s'],
  ['aftercare', 0, '2 s', '1 d'],
] as const)(
  '%s at step %i still has the look it waited for when one is hastened at %s: at %s',
  (phase, step, at, wanted) => {
    const [since] = secondsOf(at);
    const next = nextPollOf({ phase, step, anchoredAt: START }, after(since!), 0);
    expect(next).toMatchObject({ step, afterMs: (secondsOf(wanted)[0]! - since!) * 1000 });
  },
);

it.each([
  ['a closed page that somebody has a reason to poll', RECHECKING, '0, 2, 10 s, 1, 10 min, 1 h', true],
  ['answers that make no sense', CONTRADICTED, '2, 5, 15 s, 1, 5, 30 min, 24.5, 48.5 h', false],
] as const)('%s: its series of polls', (_, series, table, ends) => {
  const wanted = secondsOf(table);
  const polls: number[] = [];
  // Its beginning may still be to come.
  let now = after(-5);
  for (let at = 0; at < wanted.length; at += 1) {
    const afterMs = nextOfSeriesMs(series, START, now, 0)!;
    now = new Date(now.getTime() + afterMs);
    polls.push((now.getTime() - START.getTime()) / 1000);
  }
  expect(polls).toEqual(wanted.map((seconds) => expect.closeTo(seconds, 3)));
  expect(nextOfSeriesMs(series, START, now, 0) === null).toBe(ends);
});

it('looks after a page that is over as the merchant wishes, or not at all', () => {
  const at: At = { phase: 'aftercare', step: 0, anchoredAt: START };
  const next = (days: number[]) =>
    nextPollOf(at, after(86_400), 0, { ...USUAL_PACE, aftercareDays: days }).afterMs;
  expect([next([1, 2]), next([10]), next([])]).toEqual([86_400_000, 9 * 86_400_000, null]);
});
