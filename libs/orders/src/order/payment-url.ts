import type { Order, Registration } from './rows.js';

type Page = Pick<Registration, 'state' | 'status' | 'formUrl' | 'expiresAt' | 'contradictedSince'>;

/**
 * Whether this page can be paid, as far as we know: the bank waits there for a payer, its time is not over, and the last answer made
 * sense: an answer that is not believed may tell of a payment all the same. `now` is the
 * database's clock, because a replica may be wrong about the time.
 */
export const canBePaid = (
  { state, status, expiresAt, contradictedSince }: Omit<Page, 'formUrl'>,
  now: Date,
): boolean => state === 'open' && status === 'open' && contradictedSince === null && expiresAt > now;

/** The address of this page, which is told, wherever it is told, only while the page can be paid and its money is wanted. */
export const paymentUrlOf = (
  { settledBy }: Pick<Order, 'settledBy'>,
  page: Page,
  now: Date,
): string | null => (settledBy === null && canBePaid(page, now) ? page.formUrl : null);
