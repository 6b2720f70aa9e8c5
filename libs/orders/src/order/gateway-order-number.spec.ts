import fc from 'fast-check';
import { newGatewayOrderNumber } from './gateway-order-number.js';

const anyNumber = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }),
  fc.string({ maxLength: 64 }),
);

it('is a number every version of the gateway takes, whatever the shop calls its order', () => {
  fc.assert(
    fc.property(anyNumber, (orderNumber) => {
      expect(newGatewayOrderNumber(orderNumber)).toMatch(/^[A-Za-z0-9_-]{0,21}-[a-z2-7]{10}$/);
    }),
    { numRuns: 1_000 },
  );
});

it('is never the same twice, also for the same order', () => {
  const numbers = Array.from({ length: 5_000 }, () => newGatewayOrderNumber('PO-101'));
  expect(new Set(numbers).size).toBe(numbers.length);
});

it.each([
  ['PO-101', 'PO-101-'],
  ['2026/03/0001', '2026-03-0001-'],
  ['Тапсырыс 7', '---------7-'],
  ['😀', '---'],
  ['a'.repeat(64), `${'a'.repeat(21)}-`],
])('%s is still readable as %s…', (orderNumber, beginning) => {
  const number = newGatewayOrderNumber(orderNumber);
  expect(number.slice(0, -10)).toBe(beginning);
  expect(number.length).toBeLessThanOrEqual(32);
});
