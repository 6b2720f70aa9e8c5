import type { Order, Registration } from './rows.js';

type Page = Pick<Registration, 'state' | 'status' | 'formUrl' | 'expiresAt'>;

/**
 * Whether this page can be paid, as far as we know: the bank waits there for a payer, and its time is not over. `now` is the
 * database's clock, because a replica may be wrong about the time.
 */
export const canBePaid = ({ state, status, expiresAt }: Omit<Page, 'formUrl'>, now: Date): boolean =>
  state === 'open' && status === 'open' && expiresAt > now;

/** The address of this page, which is told, wherever it is told, only while the page can be paid and its money is wanted. */
export const paymentUrlOf = (
  { settledBy }: Pick<Order, 'settledBy'>,
  page: Page,
  now: Date,
): string | null => (settledBy === null && canBePaid(page, now) ? page.formUrl : null);
