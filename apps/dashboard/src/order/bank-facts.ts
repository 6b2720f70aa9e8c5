import type { Registration } from '../api/contract.js';

/** What the kept answer of the bank says of the facts that are compared; null where it says nothing. */
export type BankFacts = Readonly<{
  amount: number | null;
  currency: string | null;
  captured: number | null;
  refunded: number | null;
  number: string | null;
}>;

/** ISO 4217 by number, which is how the bank writes it. Another number is shown as it is. */
const CURRENCIES: Readonly<Record<string, string>> = { 398: 'KZT', 643: 'RUB', 840: 'USD', 978: 'EUR' };

export function bankFacts({ answer }: Pick<Registration, 'answer'>): BankFacts {
  const said: Readonly<Record<string, unknown>> = answer ?? {};
  const info = (said.paymentAmountInfo ?? {}) as Readonly<Record<string, unknown>>;
  const refunded = figure(info.refundedAmount);
  const deposited = figure(info.depositedAmount);
  const currency = text(said.currency);
  return {
    amount: figure(said.amount),
    currency: currency === null ? null : (CURRENCIES[currency] ?? currency),
    // What the bank calls deposited shrinks with every refund.
    captured: deposited === null ? null : deposited + (refunded ?? 0),
    refunded,
    number: text(said.orderNumber),
  };
}

const figure = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const text = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;
