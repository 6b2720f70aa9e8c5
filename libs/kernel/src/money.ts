import { CURRENCIES } from './currencies.js';

export type Currency = keyof typeof CURRENCIES;

/** An amount in minor units (tiyin, cents) together with its currency: never one without the other. */
export type Money = Readonly<{ minor: bigint; currency: Currency }>;

/** Numbers that ISO 4217 has given up and banks still answer with. None is ever sent. */
const LEGACY: readonly (readonly [string, Currency])[] = [['810', 'RUB']];

const BY_NUMBER: ReadonlyMap<string, Currency> = new Map([
  ...(Object.keys(CURRENCIES) as Currency[]).map((name) => [CURRENCIES[name].number, name] as const),
  ...LEGACY,
]);

/** The currency of an ISO 4217 number, with or without its leading zeros; undefined for one that is no active currency's. */
export const currencyByNumber = (number: string): Currency | undefined =>
  BY_NUMBER.get(number.padStart(3, '0'));

/** As people in Kazakhstan write it, in any of its languages: 12 500 ₸, 12 500,50 ₸. The spaces do not break. */
export function moneyText({ minor, currency }: Money): string {
  const unit = 10 ** CURRENCIES[currency].digits;
  const digits = Number(minor) % unit === 0 ? 0 : CURRENCIES[currency].digits;
  return new Intl.NumberFormat('ru-KZ', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(Number(minor) / unit)
    .replaceAll('\u202f', '\u00a0');
}
