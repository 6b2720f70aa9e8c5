import { currencyByNumber } from '@app/kernel';

/** What the bank says how much money it is about; the currency in letters where its number is known. */
export type BankFigure = Readonly<{ bankAmount: number | null; bankCurrency: string | null }>;

/** As Postgres gives them: a bigint is a text. */
type Said = Readonly<{
  status: string | null;
  approvedMinor: bigint | string | null;
  depositedMinor: bigint | string | null;
  refundedMinor: bigint | string | null;
  answer: Readonly<Record<string, unknown>> | null;
}>;

/** The sum that goes with the bank's word: what is held, taken or given back; what the page was made for where none of it is. */
export function bankFigure(said: Said): BankFigure {
  const { status, approvedMinor, depositedMinor, refundedMinor, answer } = said;
  const moved =
    status === 'held'
      ? approvedMinor
      : status === 'charged'
        ? depositedMinor
        : status === 'refunded'
          ? refundedMinor
          : null;
  return {
    bankAmount: moved === null ? numberOf(answer?.amount) : Number(moved),
    bankCurrency: currencyOf(answer?.currency),
  };
}

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

export function numberOf(value: unknown): number | null {
  const text = textOf(value);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}

export function currencyOf(value: unknown): string | null {
  const text = textOf(value);
  return text === null ? null : (currencyByNumber(text) ?? text);
}
