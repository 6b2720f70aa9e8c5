import type { BankAnswer } from '../wire/form-fields.js';

type Mistake = (at: number) => unknown;

const IN_ALMATY_MS = 5 * 3_600_000;
const YEAR_9999 = Date.UTC(9999, 11, 31);

/** What becomes of an instant in milliseconds. */
const MISTAKES = {
  seconds: (at) => Math.floor(at / 1000),
  microseconds: (at) => at * 1000,
  year9999: () => YEAR_9999,
  zero: () => 0,
  negative: (at) => -at,
  beyondDates: () => Number.MAX_SAFE_INTEGER,
  digitsAsText: (at) => String(at),
  textWithoutZone: (at) => new Date(at + IN_ALMATY_MS).toISOString().slice(0, 19),
  textWithSpace: (at) => new Date(at + IN_ALMATY_MS).toISOString().slice(0, 19).replace('T', ' '),
  garbage: () => 'soon',
  object: () => ({ time: null }),
} as const satisfies Record<string, Mistake>;

export type DateMistake = keyof typeof MISTAKES;
export const DATE_MISTAKES = Object.keys(MISTAKES) as DateMistake[];

const DATES = ['date', 'authDateTime', 'depositedDate', 'refundedDate', 'reversedDate'];

/** The answer with its dates told wrong: of the whole answer those that are named, or all and those of its refunds. */
export function misdated(answer: BankAnswer, mistake: DateMistake, names?: readonly string[]): BankAnswer {
  const tell: Mistake = MISTAKES[mistake];
  const wrong = names ?? DATES;
  const told = Object.entries(answer).map(([name, value]) => [
    name,
    wrong.includes(name) && typeof value === 'number' ? tell(value) : value,
  ]);
  return { ...Object.fromEntries(told), ...(!names && refundsOf(answer, tell)) };
}

function refundsOf({ refunds }: BankAnswer, tell: Mistake): BankAnswer {
  if (!Array.isArray(refunds)) return {};
  const told = refunds.map((refund: { date: string }) => ({
    ...refund,
    date: tell(Date.parse(`${refund.date}Z`)),
  }));
  return { refunds: told };
}
