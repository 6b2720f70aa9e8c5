import type { EventType } from '@app/subscriber';

export type OrderState =
  | 'created'
  | 'rejected'
  | 'registered'
  | 'authorized'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'released'
  | 'declined'
  | 'expired'
  | 'cancelled';

type StateRow = Readonly<{ to: readonly OrderState[]; event: EventType | null }>;

/** Where an order may go and what it announces on entry. The SQL CHECK and the diagram in docs/architecture.md say the same; a test holds the three together. */
export const ORDER_STATES: Readonly<Record<OrderState, StateRow>> = {
  created: { to: ['registered', 'rejected', 'cancelled'], event: null },
  rejected: { to: ['registered'], event: 'order.rejected' },
  registered: {
    to: ['authorized', 'paid', 'declined', 'expired', 'cancelled', 'released'],
    event: 'order.registered',
  },
  authorized: { to: ['paid', 'released'], event: 'order.authorized' },
  paid: { to: ['partially_refunded', 'refunded', 'released'], event: 'order.paid' },
  partially_refunded: { to: ['refunded'], event: 'order.refunded' },
  refunded: { to: [], event: 'order.refunded' },
  released: { to: [], event: 'order.released' },
  // Money can arrive late, and money wins.
  declined: { to: ['registered', 'authorized', 'paid'], event: 'order.declined' },
  expired: { to: ['registered', 'authorized', 'paid'], event: 'order.expired' },
  cancelled: { to: ['authorized', 'paid'], event: 'order.cancelled' },
};

/**
 * The states to walk through to get from one to another, or null where the table has no such way. An order whose
 * registering was never heard of is registered first; one first seen refunded was paid before.
 */
export function pathTo(from: OrderState, to: OrderState): readonly OrderState[] | null {
  if (from === to) return [];
  if (ORDER_STATES[from].to.includes(to)) return [to];
  const between = stopBefore(from, to);
  const rest = between && pathTo(between, to);
  return between && rest && [between, ...rest];
}

function stopBefore(from: OrderState, to: OrderState): OrderState | null {
  if (from === 'created' || from === 'rejected') return 'registered';
  if ((to === 'refunded' || to === 'partially_refunded') && ORDER_STATES[from].to.includes('paid'))
    return 'paid';
  return null;
}
