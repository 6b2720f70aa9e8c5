import { amountOf, isObject, wordOf } from './fields.js';
import { instantOf } from './instant.js';

/** More than any order has. What is cut off does not add up, and is announced in one. */
const MOST = 100;

export type Refund = Readonly<{ amountMinor: bigint; externalRefundId: string | null }>;

/** Those that can be read, oldest first. One without a date keeps its place. */
export function refundsOf(list: unknown, timeZone: string): readonly Refund[] {
  if (!Array.isArray(list)) return [];
  const rows = list.slice(0, MOST).flatMap((element: unknown) => {
    const amountMinor = isObject(element) ? amountOf(element.amount) : null;
    if (!isObject(element) || amountMinor === null) return [];
    const refund = { amountMinor, externalRefundId: wordOf(element.externalRefundId, 32) };
    return [{ refund, at: instantOf(element.date, timeZone) }];
  });
  const dated = rows.filter(({ at }) => at !== null).toSorted((a, b) => a.at!.getTime() - b.at!.getTime());
  let next = 0;
  return rows.map((row) => (row.at === null ? row : dated[next++]!).refund);
}
