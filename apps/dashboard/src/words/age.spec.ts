// Aim: the age of what is stuck, short enough for a column.
import { ageInWords } from './age.js';

const WORDS = {
  time: {
    units: { day: 'd', hour: 'h', minute: 'min', second: 's' },
    ago: String,
    in: String,
    now: '',
    due: '',
    late: String,
  },
};

it.each([
  [0, '0 s'],
  [-5_000, '0 s'],
  [59_400, '59 s'],
  [61_000, '1 min 1 s'],
  [600_000, '10 min'],
  [659_000, '10 min'],
  [3_600_000, '1 h'],
  [3_660_000, '1 h 1 min'],
  [90_000_000, '1 d 1 h'],
  [86_400_000 * 40, '40 d'],
])('%d ms is %s', (ms, text) => {
  expect(ageInWords(ms, WORDS)).toBe(text);
});
