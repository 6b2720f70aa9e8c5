import { currencyByNumber } from './money.js';

it('knows the tenge by its number and no number it has not been told', () => {
  expect(currencyByNumber('398')).toBe('KZT');
  expect(currencyByNumber('999')).toBeUndefined();
});
