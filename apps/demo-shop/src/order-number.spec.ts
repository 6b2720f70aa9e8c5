import { isOrderNumber, newOrderNumber } from './order-number.js';

describe('an order number', () => {
  const lateEvening = new Date('2026-01-30T20:30:00Z');

  it('begins with the day as it is in Almaty', () => {
    expect(newOrderNumber(lateEvening)).toMatch(/^DS-20260131-[2-9A-HJKMNP-Z]{8}$/);
  });

  it('is another one each time', () => {
    const numbers = Array.from({ length: 1_000 }, () => newOrderNumber(lateEvening));
    expect(new Set(numbers).size).toBe(1_000);
  });

  it('is told apart from anything else', () => {
    expect(isOrderNumber(newOrderNumber(lateEvening))).toBe(true);
    expect(['', 'DS-1', 'DS-20260131-7KQ2M9X\0', "'; --"].filter(isOrderNumber)).toEqual([]);
  });
});
