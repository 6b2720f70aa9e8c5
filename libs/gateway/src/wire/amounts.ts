import { amountOf, isMissing, isObject, wordsOf } from './fields.js';

const MEMBERS = ['approvedAmount', 'depositedAmount', 'refundedAmount'] as const;

/** `paymentAmountInfo`, of which every member may be missing (gateway.md §5b): null. Integer minor units. */
export type Amounts = Readonly<{
  approvedMinor: bigint | null;
  depositedMinor: bigint | null;
  refundedMinor: bigint | null;
  /** Such as `DECLINED` (gateway.md §4). */
  paymentState: string | null;
}>;

/** Null where an old merchant version sends no block; undefined for one that nobody can read, so that nobody guesses. */
export function amountsOf(block: unknown): Amounts | null | undefined {
  if (isMissing(block)) return null;
  if (!isObject(block)) return undefined;
  const isReadable = MEMBERS.every((name) => isMissing(block[name]) || amountOf(block[name]) !== null);
  if (!isReadable) return undefined;
  return {
    approvedMinor: amountOf(block.approvedAmount),
    depositedMinor: amountOf(block.depositedAmount),
    refundedMinor: amountOf(block.refundedAmount),
    paymentState: wordsOf(block.paymentState, 32),
  };
}
