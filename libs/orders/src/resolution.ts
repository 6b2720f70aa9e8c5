import type { KnownCase } from './ruling.js';
import type { OrderState } from './order-state.js';
import type { Order, Registration } from './rows.js';

/** How a person may end what is stuck: by closing its cases, and where nothing can come any more, by the end of the order. */
export type Outcome = 'close' | 'rejected' | 'declined';
export const OUTCOMES = ['close', 'rejected', 'declined'] as const satisfies readonly Outcome[];

/** From where each leads. No outcome leads to money: that is the bank's word alone. */
const FROM: Readonly<Record<Exclude<Outcome, 'close'>, OrderState>> = {
  rejected: 'created',
  declined: 'registered',
};
const OPEN: readonly OrderState[] = ['created', 'registered', 'authorized'];

export type Stuck = Readonly<{
  order: Pick<Order, 'state' | 'settledBy'>;
  registrations: readonly Registration[];
  cases: readonly Pick<KnownCase, 'closedBy'>[];
}>;

/** What a person may choose, by the rows alone. */
export function outcomesOf({ order, registrations, cases }: Stuck): Outcome[] {
  const hasCase = cases.some(({ closedBy }) => closedBy === null);
  const nothingCanCome =
    order.settledBy === null && registrations.length > 0 && registrations.every(bankSaysNo);
  return OUTCOMES.filter((outcome) =>
    outcome === 'close' ? hasCase : nothingCanCome && order.state === FROM[outcome],
  );
}

/**
 * The bank's latest word is that the page is closed, or that it has none: it refused to make one, or does not know it. While we
 * are sending, or a movement of money is unresolved, nothing is the latest word.
 */
export const bankSaysNo = ({ state, status, unresolvedOperation }: Registration): boolean =>
  state !== 'sending' &&
  unresolvedOperation === null &&
  (state === 'refused' || status === 'closed' || status === 'absent');

/** Whether nobody need look at a page any more, once its order is in this state. An open order is never left alone. */
export const watchingEnds = (after: OrderState, registration: Registration): boolean =>
  !OPEN.includes(after) && bankSaysNo(registration);
