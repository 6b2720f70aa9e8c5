/** Words of the service that are only shown and never sent back. */
export type ReasonText = Readonly<{ name: string; means: string }>;

export type CauseWord = 'return' | 'callback' | 'schedule' | 'shop' | 'recovery' | 'tolem';

/** Types of events, and the other kinds of entries that a timeline has. */
export type EventWord =
  | 'order.registered'
  | 'order.rejected'
  | 'order.authorized'
  | 'order.paid'
  | 'order.attempt_failed'
  | 'order.declined'
  | 'order.expired'
  | 'order.cancelled'
  | 'order.released'
  | 'order.refunded'
  | 'order.disputed'
  | 'case.opened'
  | 'case.closed'
  | 'registered'
  | 'returned'
  | 'callback'
  | 'answer'
  | 'comment';

/** What is compared between ours and the bank's. */
export type FactWord = 'state' | 'amount' | 'currency' | 'captured' | 'refunded' | 'orderNumber';
