// Aim: an order that is never answered is polled soon at first, and ever more rarely the longer that goes on.
import { pauseAfterFailureMs } from './pause-after-failure.js';

const NOW = new Date('2026-03-02T10:00:00.000Z');
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);
const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

it.each([
  [0, 0, 1],
  [1, 1, 2],
  [3, 7, 8],
  [5, 31, 32],
  [6, MINUTE, 60],
  [20, 5 * MINUTE, 60],
  [20, 10 * MINUTE, 90],
  [40, HOUR, 540],
  [40, DAY, 12_960],
  [60, 7 * DAY, DAY],
  [2_000, 365 * DAY, DAY],
])(
  'after %i in a row, for %i s, the next comes in %d s, late by a tenth at most',
  (before, forSeconds, seconds) => {
    const failing = { before, since: ago(forSeconds) };
    expect(pauseAfterFailureMs(failing, NOW, 0)).toBe(seconds * 1_000);
    expect(pauseAfterFailureMs(failing, NOW, 1)).toBe(seconds * 1_100);
  },
);

it('begins with a second where nothing has failed before', () => {
  expect(pauseAfterFailureMs({ before: 0, since: null }, NOW, 0)).toBe(1_000);
});

it('comes to a call a day, and to fewer than five hundred in a year', () => {
  let [before, forSeconds] = [0, 0];
  for (; forSeconds < 365 * DAY; before += 1)
    forSeconds += pauseAfterFailureMs({ before, since: ago(forSeconds) }, NOW, 0) / 1_000;
  expect(before).toBeLessThan(500);
});
