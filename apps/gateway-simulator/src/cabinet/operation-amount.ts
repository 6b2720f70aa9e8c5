import { Refusal } from '../wire/form-fields.js';

/** Digits alone, as the calls of the platform have amounts (gateway.md §2): no sign, no point, no exponent. */
const AMOUNT = /^\d{1,12}$/;

/** How much an operation is of, in minor units: `whole` where 0 is given, which means all. */
export function readAmount(amount: string | number, wholeMinor: number): number | Refusal {
  if (!AMOUNT.test(String(amount))) return new Refusal('5', 'Amount is invalid');
  return Number(amount) === 0 ? wholeMinor : Number(amount);
}
