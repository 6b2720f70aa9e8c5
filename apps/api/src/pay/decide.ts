import { isFailedAttempt } from '@app/gateway';
import type { OrderState, OrderWithRegistrations } from '@app/orders';

const WENT_WELL: readonly OrderState[] = ['authorized', 'paid', 'partially_refunded', 'refunded', 'released'];
const WENT_WRONG: readonly OrderState[] = ['declined', 'expired', 'cancelled', 'rejected'];

/**
 * Where the payer who came back is sent, exactly as the shop gave it, or null while the bank has not decided. An attempt
 * that was refused counts only if the gateway was asked after the payer's return: an older one may have been followed by
 * a better.
 */
export function locationFor({ order, newest, speaking }: OrderWithRegistrations): string | null {
  if (WENT_WELL.includes(order.state)) return order.successUrl;
  const failUrl = order.failUrl ?? order.successUrl;
  if (WENT_WRONG.includes(order.state)) return failUrl;
  const askedSinceReturn = newest.returnedAt !== null && newest.hastenedBy === null;
  const refused = speaking.status === 'open' && isFailedAttempt(speaking.actionCode);
  return askedSinceReturn && refused ? failUrl : null;
}

/** The page at the bank is open, and no attempt is under way that the bank has told of. */
export const isPayable = ({ newest }: OrderWithRegistrations): boolean =>
  newest.state === 'open' && newest.status === 'open';

/** How long ago the payer came back first, by the database's clock: every return hastens. */
export const waitedMs = ({ newest: { returnedAt, hastenedAt } }: OrderWithRegistrations): number =>
  returnedAt && hastenedAt ? hastenedAt.getTime() - returnedAt.getTime() : 0;
