import { isFailedAttempt } from '@app/gateway';
import { type OrderState, type OrderWithRegistrations, paymentUrlOf, type Registration } from '@app/orders';
import type { Visit } from './visit.js';

const WENT_WELL: readonly OrderState[] = ['authorized', 'paid', 'partially_refunded', 'refunded'];
const WENT_WRONG: readonly OrderState[] = ['declined', 'expired', 'cancelled', 'rejected', 'released'];

/** The dense series of polls after a return: after so long it has looked often enough for a payment that the bank shows late. */
const DENSE_MS = 15_000;
/** A page that nobody closes does not make us poll without end. */
const REPEATS_FOR_MS = 5 * 60_000;

/**
 * Where the payer who came back is sent, exactly as the shop gave it, or null while the bank has not decided. A refused attempt on
 * a page that is still open decides nothing: a better card may have followed, which the bank shows seconds later. So a payer
 * waits for the dense series, unless the bank itself sent them back as one who failed.
 */
export function locationFor(found: OrderWithRegistrations, visit: Visit): string | null {
  const { order, speaking } = found;
  if (WENT_WELL.includes(order.state)) return order.successUrl;
  const failUrl = order.failUrl ?? order.successUrl;
  if (WENT_WRONG.includes(order.state)) return failUrl;
  // An answer that is not believed may tell of a payment: what is kept is the word before it.
  const isBelieved = speaking.contradictedSince === null;
  const refused = isBelieved && speaking.status === 'open' && isFailedAttempt(speaking.actionCode);
  const afterMs = visit.byFailAddress ? 0 : DENSE_MS;
  return refused && isAnswered(speaking, visit, afterMs) ? failUrl : null;
}

/** The bank has said since the return that its page waits for a payer. */
export const mayPay = ({ order, newest, now }: OrderWithRegistrations, visit: Visit): boolean =>
  paymentUrlOf(order, newest, now) !== null && isAnswered(newest, visit);

/** The return's hasten was lost, or has had its time: the waiting page repeats it. */
export function isHastenOwed({ hastenedAt }: Registration, now: Date, visit: Visit): boolean {
  if (hastenedAt === null || hastenedAt < visit.since) return true;
  return waitedMs(now, visit) < REPEATS_FOR_MS && now.getTime() - hastenedAt.getTime() >= DENSE_MS;
}

export const waitedMs = (now: Date, { since }: Visit): number => now.getTime() - since.getTime();

/** Whether the bank has answered a question asked so long after the return: an answer alone takes the reason to ask away. */
const isAnswered = ({ hastenedAt, hastenedBy }: Registration, { since }: Visit, afterMs = 0): boolean =>
  hastenedBy === null && hastenedAt !== null && hastenedAt.getTime() - since.getTime() >= afterMs;
