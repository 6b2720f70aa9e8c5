import { CURRENCIES } from './currencies.js';
import { currencyByNumber } from './money.js';

it.each([
  ['398', 'KZT'],
  ['417', 'KGS'],
  ['860', 'UZS'],
  ['933', 'BYN'],
  ['051', 'AMD'],
  ['51', 'AMD'],
  ['8', 'ALL'],
  ['643', 'RUB'],
  ['810', 'RUB'],
  ['999', undefined],
  ['975', undefined],
  ['0398', undefined],
  ['', undefined],
  ['KZT', undefined],
])('%s is %s', (number, currency) => {
  expect(currencyByNumber(number)).toBe(currency);
});

it.each([
  ['KZT', '398', 2],
  ['JPY', '392', 0],
  ['KRW', '410', 0],
  ['VND', '704', 0],
  ['CLP', '152', 0],
  ['ISK', '352', 0],
  ['KWD', '414', 3],
  ['BHD', '048', 3],
  ['TND', '788', 3],
  ['IQD', '368', 3],
  ['CLF', '990', 4],
  ['UYW', '927', 4],
] as const)('%s has the number %s and %d minor digits', (currency, number, digits) => {
  expect(CURRENCIES[currency]).toEqual({ number, digits });
});

it('has the active currencies, each with a number of its own', () => {
  const rows = Object.entries(CURRENCIES);
  expect(rows).toHaveLength(165);
  expect(rows.filter(([letters]) => !/^[A-Z]{3}$/.test(letters))).toEqual([]);
  expect(rows.filter(([, { number }]) => !/^\d{3}$/.test(number))).toEqual([]);
  expect(new Set(rows.map(([, { number }]) => number)).size).toBe(rows.length);
});
