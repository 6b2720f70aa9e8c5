import type { GatewayStatus } from '@app/gateway';
import type { Look, Phase } from '@app/orders';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A hold not captured within seven days goes back to the payer (gateway.md §5). */
export const HOLD_LASTS = 7 * DAY;

/** The bank has the payer or his money in hand and has not decided (gateway.md §4). */
export const UNDECIDED: ReadonlySet<GatewayStatus> = new Set(['authenticating', 'pending', 'capturing']);

/** A phase: looks at these seconds after its anchor, then gaps that may grow with the time since. Null: no more of its own. */
type Series = Readonly<{ looks: readonly number[]; gapAfter: (since: number) => number | null }>;

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
  aftercare: { looks: [DAY], gapAfter: () => null },
};

/** The quiet series of a merchant whose callbacks have lately been arriving: looking is only the net below them. */
const QUIET_WITH_CALLBACKS: Series = { ...SCHEDULE.quiet, looks: [5 * MINUTE, 12 * MINUTE] };

/** Half-daily, and every two hours on the last day before the money goes back to the payer. */
function whileHeld(since: number): number {
  const lastDay = HOLD_LASTS - DAY;
  if (since < lastDay) return Math.min(12 * HOUR, lastDay - since);
  return since < HOLD_LASTS ? 2 * HOUR : 12 * HOUR;
}

/** A little late, never early, and not all at once. */
const JITTER = 0.1;

export type At = Pick<Look, 'phase' | 'step' | 'anchoredAt'>;

/** Where a phase begins: none of its looks has been taken. */
export const beginningOf = (phase: Phase, anchoredAt: Date): At => ({ phase, step: -1, anchoredAt });

/**
 * The look after the one just taken: the first of its series whose time has not come. Looks whose time has passed meanwhile are
 * not made up for, and one that was hastened takes none of the series away. `step` of the result counts where in the series
 * that is. `afterMs` null: the series is over. `random` is 0 to 1.
 */
export function nextLook(at: At, now: Date, random: number, callbacksArrive = false): Look {
  const sparse = callbacksArrive && at.phase === 'quiet';
  const { looks, gapAfter } = sparse ? QUIET_WITH_CALLBACKS : SCHEDULE[at.phase];
  const sinceSeconds = (now.getTime() - at.anchoredAt.getTime()) / 1000;
  // By time alone, which no look of the series is ahead of: one that was hastened is no step.
  const step = looks.findIndex((look) => look > sinceSeconds);
  if (step >= 0) return { ...at, step, afterMs: toMs(looks[step]! - sinceSeconds, random) };
  const gapSeconds = gapAfter(sinceSeconds);
  return { ...at, step: looks.length, afterMs: gapSeconds === null ? null : toMs(gapSeconds, random) };
}

/** The gateway did not answer: no step is lost, and the pauses grow to a minute. */
export function retryAfterMs(failures: number, random: number): number {
  return toMs(Math.min(2 ** failures, MINUTE), random);
}

const toMs = (seconds: number, random: number): number => Math.round(seconds * 1000 * (1 + JITTER * random));
