import type { OrderPage } from '../api/contract.js';
import type { Texts } from '../texts/texts.js';
import { findWord } from '../words/find-word.js';
import { moneyInWords } from '../words/money.js';

export type Fact = Readonly<{ name: string; ours: string; bank: string; differs: boolean }>;
type In = Readonly<{ texts: Texts; locale: string }>;

const MONEY: readonly string[] = ['amount', 'captured', 'refunded'];

/** Both sides of every fact that the service compared, in words. Whether they differ is its judgement, not made anew here. */
export function compare(
  { order, differences }: Pick<OrderPage, 'order' | 'differences'>,
  { texts, locale }: In,
): Fact[] {
  const { facts, states, statuses } = texts.words;
  // A sum at the bank is in whatever currency the bank names.
  const named = differences.find(({ what }) => what === 'currency')?.bank;
  const currency = typeof named === 'string' ? named : order.currency;
  return differences.map(({ what, ours, bank, differs }) => ({
    name: findWord(facts, what),
    ours: written(what, ours, states, order.currency),
    bank: written(what, bank, statuses, currency),
    differs,
  }));

  function written(
    what: string,
    value: string | number | null,
    words: Readonly<Record<string, string>>,
    money: string,
  ): string {
    if (value === null) return '–';
    if (typeof value === 'number')
      return MONEY.includes(what) ? moneyInWords(value, money, locale) : String(value);
    return what === 'state' ? findWord(words, value) : value;
  }
}
