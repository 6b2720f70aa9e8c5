import type { LockedFacts, NextPoll, Registration } from '@app/orders';
import { heldSince } from './bank-time.js';
import {
  type At,
  beginningOf,
  CONTRADICTED,
  nextPollOf,
  nextOfSeriesMs,
  type Pace,
  RECHECKING,
  SCHEDULE,
  UNDECIDED,
  USUAL_PACE,
} from './poll-schedule.js';

const DAY_MS = 24 * 3_600_000;
/** How soon after the end of its lifetime a page is looked at. */
const FIRST_OVERTIME_MS = SCHEDULE.overtime.looks[0]! * 1000;

/**
 * When to poll again, from what the registration has just become: by its phase, and by the series beside it. `neverAlone`: a
 * case of the order is open, or its end is, so there is a poll every day.
 */
export function nextPollAfter(
  known: LockedFacts,
  after: Registration,
  keepPolling: boolean,
  random: number,
  pace: Pace = USUAL_PACE,
): NextPoll {
  const { now } = known;
  const next = nextPollOf(placeAfter(known, after), now, random, pace);
  const byPhase = next.phase === 'quiet' ? notPast(next.afterMs, after.expiresAt, now) : next.afterMs;
  const beside = [
    after.recheckingSince && nextOfSeriesMs(RECHECKING, after.recheckingSince, now, random),
    after.contradictedSince && nextOfSeriesMs(CONTRADICTED, after.contradictedSince, now, random),
  ];
  const ownSeries = [byPhase, ...beside].filter((afterMs) => afterMs !== null);
  // The gaps of aftercare are weeks in the end; while a person is needed none is longer than a day.
  const wishes = [...ownSeries, ...(keepPolling && next.phase === 'aftercare' ? [DAY_MS] : [])];
  return { ...next, afterMs: wishes.length > 0 ? Math.min(...wishes) : null };
}

/** The phase of a registration as it has just become, and where in it. */
export function placeAfter({ registration: before, now }: LockedFacts, after: Registration): At {
  const goOnAs = (phase: At['phase'], anchoredAt = now): At =>
    before.phase === phase
      ? { phase, step: before.step, anchoredAt: before.anchoredAt }
      : beginningOf(phase, anchoredAt);
  if (after.unresolvedOperation !== null) return goOnAs('operation');
  const pageClosed = after.state === 'closed' || after.state === 'refused';
  if (!pageClosed && stillDense(before, now)) return goOnAs('returned');
  // From the bank's own time or since we first heard the word: a payer who comes back begins neither series anew.
  const since = after.statusSince ?? now;
  if (after.status !== null && UNDECIDED.has(after.status)) return goOnAs('undecided', since);
  if (after.status === 'held') return { ...goOnAs('authorized'), anchoredAt: heldSince(after, now) };
  // What the bank holds or has not decided is not left alone, whatever became of the page.
  if (pageClosed) return goOnAs('aftercare');
  return after.expiresAt <= now ? goOnAs('overtime', after.expiresAt) : goOnAs('quiet', after.sentAt);
}

/** The payer is back and waits: look often for two minutes, whatever the bank's word is. */
function stillDense({ phase, step, anchoredAt }: Registration, now: Date): boolean {
  if (phase !== 'returned') return false;
  return nextPollOf({ phase, step, anchoredAt }, now, 0).afterMs !== null;
}

function notPast(afterMs: number | null, expiresAt: Date, now: Date): number {
  const untilOvertimeMs = expiresAt.getTime() + FIRST_OVERTIME_MS - now.getTime();
  return Math.max(0, Math.min(afterMs ?? untilOvertimeMs, untilOvertimeMs));
}
