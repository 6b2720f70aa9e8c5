/** ISO 4217 letters → the number the gateway uses and the minor digits people see. */
export const CURRENCIES = {
  KZT: { number: '398', digits: 2 },
  USD: { number: '840', digits: 2 },
  EUR: { number: '978', digits: 2 },
  RUB: { number: '643', digits: 2 },
} as const satisfies Record<string, { number: string; digits: number }>;

export type Currency = keyof typeof CURRENCIES;

/** An amount in minor units (tiyin, cents) together with its currency: never one without the other. */
export type Money = Readonly<{ minor: bigint; currency: Currency }>;

/** The currency of an ISO 4217 number, or undefined for one nobody has thought about yet. */
export function currencyByNumber(number: string): Currency | undefined {
  const names = Object.keys(CURRENCIES) as Currency[];
  const found = names.find((name) => CURRENCIES[name].number === number);
  return found;
}
