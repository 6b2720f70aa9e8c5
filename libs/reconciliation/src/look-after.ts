import type { Known, Look, Registration } from '@app/orders';
import { type At, beginningOf, nextLook, SCHEDULE, UNDECIDED } from './poll-schedule.js';

const DAY_MS = 24 * 3_600_000;
/** How soon after the end of its lifetime a page is looked at. */
const FIRST_OVERTIME_MS = SCHEDULE.overtime.looks[0]! * 1000;

/**
 * When to look again, from what the registration has just become. `neverAlone`: a case of the order is open, or its end is,
 * so there is a look every day. `callbacksArrive`: the bank tells this merchant by itself.
 */
export function lookAfter(
  known: Known,
  after: Registration,
  neverAlone: boolean,
  random: number,
  callbacksArrive = false,
): Look {
  const { now } = known;
  const look = nextLook(placeAfter(known, after), now, random, callbacksArrive);
  if (look.phase === 'quiet') return { ...look, afterMs: notPast(look.afterMs, after.expiresAt, now) };
  if (look.afterMs === null && neverAlone) return { ...look, afterMs: DAY_MS };
  return look;
}

/** The phase of a registration as it has just become, and where in it. */
export function placeAfter({ registration: before, now }: Known, after: Registration): At {
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
  if (after.status === 'held') return goOnAs('authorized', after.bankAuthorizedAt ?? since);
  // What the bank holds or has not decided is not left alone, whatever became of the page.
  if (pageClosed) return goOnAs('aftercare');
  return after.expiresAt <= now ? goOnAs('overtime', after.expiresAt) : goOnAs('quiet', after.sentAt);
}

/** The payer is back and waits: look often for two minutes, whatever the bank's word is. */
function stillDense({ phase, step, anchoredAt }: Registration, now: Date): boolean {
  if (phase !== 'returned') return false;
  return nextLook({ phase, step, anchoredAt }, now, 0).afterMs !== null;
}

function notPast(afterMs: number | null, expiresAt: Date, now: Date): number {
  const untilOvertimeMs = expiresAt.getTime() + FIRST_OVERTIME_MS - now.getTime();
  return Math.max(0, Math.min(afterMs ?? untilOvertimeMs, untilOvertimeMs));
}
