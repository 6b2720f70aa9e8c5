import { randomInt } from 'node:crypto';

/** Without 0, O, 1, I and L: a payer may read the number out on the telephone. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const RANDOM_SIGNS = 8;

/** The shop's own number of an order, such as `DS-20260131-7KQ2M9XA`: the day in Almaty and 39 random bits. */
export function newOrderNumber(now: Date): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Almaty' }).format(now).replaceAll('-', '');
  const random = Array.from({ length: RANDOM_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return `DS-${day}-${random}`;
}

/** Whether a text from an address can be an order number at all: the database need not be asked about anything else. */
export const isOrderNumber = (text: string): boolean => /^DS-\d{8}-[2-9A-Z]{8}$/.test(text);
