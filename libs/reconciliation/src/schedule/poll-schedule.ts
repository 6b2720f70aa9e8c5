import type { GatewayStatus } from '@app/gateway';
import type { NextPoll, Phase } from '@app/orders';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A hold not captured within seven days goes back to the payer (gateway.md §5). */
export const HOLD_LASTS = 7 * DAY;

/** The bank has the payer or his money in hand and has not decided (gateway.md §4). */
export const UNDECIDED: ReadonlySet<GatewayStatus> = new Set(['authenticating', 'pending', 'capturing']);

/** Polls at these seconds after an anchor, then gaps that may grow with the time since. Null: no more of its own. */
type Series = Readonly<{ looks: readonly number[]; gapAfter: (since: number) => number | null }>;

const noMore = () => null;

/** How a merchant wishes, or allows, its pages to be polled. */
export type Pace = Readonly<{
  /** The bank has lately been telling this merchant by itself, so polling is only the net below its callbacks. */
  callbacksArrive: boolean;
  /** Days after the end of a page on which refunds, late money and disputes are looked for; may be empty. */
  aftercareDays: readonly number[];
}>;

export const USUAL_PACE: Pace = { callbacksArrive: false, aftercareDays: [1, 3, 7, 14, 30, 60, 90, 120] };

/** When to look, phase by phase. Seconds; the anchor is the beginning of the phase unless `anchorOf` says otherwise. */
export const SCHEDULE: Readonly<Record<Phase, Series>> = {
  recovering: { looks: [0, 5, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE], gapAfter: () => 10 * MINUTE },
  returned: { looks: [0, 1, 2, 4, 8, 15, 30, MINUTE, 2 * MINUTE], gapAfter: () => null },
  quiet: {
    looks: [0.5, 1, 2, 3, 4, 6, 8, 11, 15, 20].map((minutes) => minutes * MINUTE),
    gapAfter: (since) => Math.min(0.15 * since, 30 * MINUTE),
  },
  overtime: { looks: [MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR, DAY], gapAfter: () => DAY },
  undecided: {
    looks: [],
    gapAfter: (since) => (since < 15 * MINUTE ? 20 : since < 2 * HOUR ? 5 * MINUTE : HOUR),
  },
  operation: { looks: [40, 45, 60, 90, 150, 450, 1050], gapAfter: () => HOUR },
  authorized: { looks: [HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR], gapAfter: whileHeld },
  aftercare: { looks: daysToSeconds(USUAL_PACE.aftercareDays), gapAfter: noMore },
};

/** Beside the phase of a closed page: somebody has a reason to believe that the bank has more to tell. */
export const RECHECKING: Series = { looks: [0, 2, 10, MINUTE, 10 * MINUTE, HOUR], gapAfter: noMore };

/** Beside any phase: the bank's answers make no sense, and may the next time. */
export const CONTRADICTED: Series = {
  looks: [2, 5, 15, MINUTE, 5 * MINUTE, 30 * MINUTE],
  gapAfter: () => DAY,
};

const QUIET_WITH_CALLBACKS: Series = { ...SCHEDULE.quiet, looks: [5 * MINUTE, 12 * MINUTE] };

function seriesOf(phase: Phase, { callbacksArrive, aftercareDays }: Pace): Series {
  if (phase === 'aftercare') return { looks: daysToSeconds(aftercareDays), gapAfter: noMore };
  return callbacksArrive && phase === 'quiet' ? QUIET_WITH_CALLBACKS : SCHEDULE[phase];
}

/** Half-daily, and every two hours on the last day before the money goes back to the payer. */
function whileHeld(since: number): number {
  const lastDay = HOLD_LASTS - DAY;
  if (since < lastDay) return Math.min(12 * HOUR, lastDay - since);
  return since < HOLD_LASTS ? 2 * HOUR : 12 * HOUR;
}

/** A little late, never early, and not all at once. */
const JITTER = 0.1;

export type At = Pick<NextPoll, 'phase' | 'step' | 'anchoredAt'>;

/** Where a phase begins: none of its looks has been taken. */
export const beginningOf = (phase: Phase, anchoredAt: Date): At => ({ phase, step: -1, anchoredAt });

/**
 * The poll after the one just made: the first of its series whose time has not come. Polls whose time has passed meanwhile are
 * not made up for, and one that was hastened takes none of the series away. `step` of the result counts where in the series
 * that is. `afterMs` null: the series is over. `random` is 0 to 1.
 */
export function nextPollOf(at: At, now: Date, random: number, pace: Pace = USUAL_PACE): NextPoll {
  const { step, afterMs } = nextOf(seriesOf(at.phase, pace), at.anchoredAt, now, random);
  return { ...at, step, afterMs };
}

/** Milliseconds to the next poll of a series that began at `anchoredAt`, which may still be to come; null when it is over. */
export const nextOfSeriesMs = (series: Series, anchoredAt: Date, now: Date, random: number): number | null =>
  nextOf(series, anchoredAt, now, random).afterMs;

/** By time alone, which no poll of the series is ahead of: one that was hastened is no step. */
function nextOf({ looks, gapAfter }: Series, anchoredAt: Date, now: Date, random: number) {
  const sinceSeconds = (now.getTime() - anchoredAt.getTime()) / 1000;
  const step = looks.findIndex((look) => look > sinceSeconds);
  if (step >= 0) return { step, afterMs: toMs(looks[step]! - sinceSeconds, random) };
  const gapSeconds = gapAfter(sinceSeconds);
  return { step: looks.length, afterMs: gapSeconds === null ? null : toMs(gapSeconds, random) };
}

const toMs = (seconds: number, random: number): number => Math.round(seconds * 1000 * (1 + JITTER * random));

function daysToSeconds(days: readonly number[]): number[] {
  return days.map((day) => day * DAY);
}
