const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** A little late, never early, and not all at once. */
const JITTER = 0.1;

/** A poll that failed, or what came of it: how many have in a row, the one that has just failed not counted, and since when. */
type Failing = Readonly<{ before: number; since: Date | null }>;

/**
 * How long to wait after a poll that brought no usable answer, or a fault of our own: twice as long each time, up to a minute or
 * 15 % of how long that has gone on, whichever is more, and a day at most, so that an order that is always refused does not cost a
 * call a minute for ever. Milliseconds; `random` is 0 to 1.
 */
export function pauseAfterFailureMs({ before, since }: Failing, now: Date, random: number): number {
  const forSeconds = (now.getTime() - (since ?? now).getTime()) / 1000;
  // By the share alone a trouble that has just begun would be looked at several times a second.
  const inStep = Math.max(MINUTE, 0.15 * forSeconds);
  return Math.round(Math.min(2 ** before, inStep, DAY) * 1000 * (1 + JITTER * random));
}
