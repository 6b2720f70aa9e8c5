import { tenge } from './tenge.js';

describe('an amount in tenge', () => {
  it.each([
    [1_250_000, '12 500 ₸'],
    [245_050, '2 450,50 ₸'],
    [5, '0,05 ₸'],
    [123_456_789_00, '123 456 789 ₸'],
  ])('%d tiyin are written %s', (amountMinor, written) => {
    // The spaces are unbreakable ones, so that an amount never falls apart over two lines.
    expect(tenge(amountMinor).replaceAll(/\s/g, ' ')).toBe(written);
  });
});
