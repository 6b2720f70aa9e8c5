import type { OrderPage, Registration } from '../api/contract.js';
import type { Texts } from '../texts/texts.js';
import { findWord } from '../words/find-word.js';
import { moneyInWords } from '../words/money.js';
import { bankFacts } from './bank-facts.js';

export type Fact = Readonly<{ name: string; ours: string; bank: string; differs: boolean }>;
type In = Readonly<{ texts: Texts; locale: string }>;

const MONEY: readonly string[] = ['amount', 'captured', 'refunded'];

/** Both sides of every fact. Whether they differ is the service's judgement, in `differences`, and not made anew here. */
export function compare(
  { order, differences }: OrderPage,
  latest: Registration,
  { texts, locale }: In,
): Fact[] {
  const { facts, states, statuses } = texts.words;
  const bank = bankFacts(latest);
  const both: readonly (readonly [what: string, ours: unknown, bank: unknown])[] = [
    ['state', order.state, latest.status],
    ['amount', order.amount, bank.amount],
    ['currency', order.currency, bank.currency],
    ['captured', order.captured, bank.captured],
    ['refunded', order.refunded, bank.refunded],
    ['number', latest.gatewayOrderNumber, bank.number],
  ];
  const judged = new Map(differences.map((one) => [one.what, one]));
  const more = differences.filter(({ what }) => both.every(([known]) => known !== what));
  return [...both, ...more.map((one) => [one.what, one.ours, one.bank] as const)].map(
    ([what, ours, theirs]) => ({
      name: findWord(facts, what),
      ours: written(what, judged.get(what)?.ours ?? ours),
      bank: written(what, judged.get(what)?.bank ?? theirs),
      differs: judged.has(what),
    }),
  );

  function written(what: string, value: unknown): string {
    if (value === null || value === undefined) return '–';
    if (typeof value === 'number' && MONEY.includes(what)) return moneyInWords(value, order.currency, locale);
    if (typeof value !== 'string') return JSON.stringify(value);
    return what === 'state' ? findWord({ ...statuses, ...states }, value) : value;
  }
}
