// Aim: an amount reads as in the currency's own country, and no decimal is invented or lost.
import { moneyInWords } from './money.js';

/** Spaces that do not break are as good as others here. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

it.each([
  [1_250_000, 'KZT', 'ru-RU', '12 500,00 ₸'],
  [1_250_000, 'KZT', 'en-GB', '₸12,500.00'],
  [5, 'USD', 'en-GB', '$0.05'],
  [700, 'JPY', 'en-GB', '¥700'],
  [1_234, 'KWD', 'en-GB', 'KWD 1.234'],
  [1_234, 'IQD', 'en-GB', 'IQD 1.234'],
  [1_234, 'HUF', 'en-GB', 'Ft 12.34'],
  [999_999_999_999, 'KZT', 'en-GB', '₸9,999,999,999.99'],
  [100, '398', 'en-GB', '100 398'],
])('%d %s in %s is %s', (minor, currency, locale, text) => {
  expect(plain(moneyInWords(minor, currency, locale))).toBe(text);
});
