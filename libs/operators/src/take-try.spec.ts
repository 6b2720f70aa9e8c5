import { takeTry, type Tries } from './take-try.js';

const START = Date.parse('2026-03-01T08:00:00Z');
const NONE: Tries = { triedAt: [], lockedUntil: null };

/** Tries at these minutes one after the other: 'taken', or the seconds to wait. */
function tryAt(...minutes: number[]): (number | 'taken')[] {
  let tries = NONE;
  return minutes.map((minute) => {
    const take = takeTry(tries, new Date(START + minute * 60_000));
    if ('retryAfterSeconds' in take) return take.retryAfterSeconds;
    tries = take.tries;
    return 'taken';
  });
}

it.each([
  ['five are taken, the sixth waits', [0, 0, 0, 0, 0, 0], [...taken(5), 900]],
  ['the lock counts from the fifth', [0, 1, 2, 3, 14, 15], [...taken(5), 840]],
  ['five in more than a quarter of an hour lock nothing', [0, 4, 8, 12, 15, 18], taken(6)],
  ['no window begins afresh: it slides', [0, 14, 14, 14, 15, 16, 17], [...taken(6), 840]],
  ['tries while it is locked make it no longer', [0, 0, 0, 0, 0, 5, 10, 14.99], [...taken(5), 600, 300, 1]],
  ['after the lock there are five again', [0, 0, 0, 0, 0, 15, 15, 15, 15, 15, 15], [...taken(10), 900]],
])('%s', (_says, minutes, expected) => expect(tryAt(...minutes)).toEqual(expected));

function taken(times: number): ('taken' | number)[] {
  return Array.from({ length: times }, () => 'taken' as const);
}
