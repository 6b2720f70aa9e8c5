import { shortEventType, type TolemEvent } from '@app/subscriber';
import type { Ledger } from './ledger.js';

type Seen = readonly TolemEvent<any>[];
/** What a subscriber has seen of one order. */
export type Told = Readonly<{ id: string; number: string; seen: Seen }>;

export type MoneyFindings = Readonly<{
  /** Orders to which this was done by hand. */
  atTheCabinet: Readonly<{ refunded: number; reversed: number; disputed: number }>;
  paidAndNeverSeen: string[];
  seenAndNotPaid: string[];
  /** Refunded or reversed at the bank, and the announcements are not of just that. */
  givenBackUntold: string[];
  chargebacksUntold: string[];
}>;

/** Holds what subscribers were told of money against the bank's ledger. `needsAPerson`: may be paid, and not be told to be. */
export function moneyTold(
  ledger: Ledger,
  told: readonly Told[],
  needsAPerson: (id: string) => boolean,
): MoneyFindings {
  const numbers = (isWrong: (one: Told) => boolean) => told.filter(isWrong).map(({ number }) => number);
  const count = (holds: (id: string) => boolean) => told.filter(({ id }) => holds(id)).length;
  return {
    atTheCabinet: {
      refunded: count((id) => ledger.refundedMinor(id) > 0),
      reversed: count((id) => ledger.isReversed(id)),
      disputed: count((id) => ledger.isDisputed(id)),
    },
    paidAndNeverSeen: numbers(
      ({ id, seen }) => ledger.isPaid(id) && !needsAPerson(id) && !tellsOf(seen, 'order.paid'),
    ),
    seenAndNotPaid: numbers(({ id, seen }) => tellsOf(seen, 'order.paid') && !ledger.wasPaid(id)),
    givenBackUntold: givenBackUntold(ledger, told),
    chargebacksUntold: numbers(({ id, seen }) => ledger.isDisputed(id) && !tellsOf(seen, 'order.disputed')),
  };
}

export const givenBackUntold = (ledger: Ledger, told: readonly Told[]): string[] =>
  told.flatMap(({ id, number, seen }) => {
    const refunds = ofType(seen, 'order.refunded');
    const announced = refunds.reduce((sum, { data }) => sum + Number(data.refundedNow), 0);
    const refunded = ledger.refundedMinor(id);
    const isUntold = ledger.isReversed(id) && !tellsOf(seen, 'order.released');
    if (announced === refunded && !isUntold) return [];
    return [`${number}: ${announced} of ${refunded} announced${isUntold ? ', not the reversal' : ''}`];
  });

export const tellsOf = (seen: Seen, type: string): boolean => ofType(seen, type).length > 0;

export const ofType = (seen: Seen, type: string): TolemEvent<any>[] =>
  seen.filter((event) => shortEventType(event.type) === type);
