import { CURRENCIES, currencyByNumber } from '@app/kernel';
import type { BankOrder } from '../order.js';

/** As people in Kazakhstan write it, in any of its languages: 12 500 ₸, 12 500,50 ₸. The spaces do not break. */
export function amountOf({ amountMinor, currency: number }: BankOrder): string {
  const currency = currencyByNumber(number) ?? 'KZT';
  const unit = 10 ** CURRENCIES[currency].digits;
  const digits = amountMinor % unit === 0 ? 0 : CURRENCIES[currency].digits;
  return new Intl.NumberFormat('ru-KZ', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(amountMinor / unit)
    .replaceAll('\u202f', '\u00a0');
}
