import { type BankOrder, STATUS } from './order.js';

/** The money of an order as it stands, in minor units. */
export type OrderAmounts = Readonly<{
  /** Held or charged, and stays so when something of it is given back. */
  approvedMinor: number;
  /** Taken from the payer in all. */
  chargedMinor: number;
  /** Given back of that. */
  refundedMinor: number;
  /** What can still be given back. */
  leftMinor: number;
}>;

const NOTHING: OrderAmounts = { approvedMinor: 0, chargedMinor: 0, refundedMinor: 0, leftMinor: 0 };

export function amountsOf(order: BankOrder): OrderAmounts {
  const approvedMinor = order.amountMinor;
  if (order.status === STATUS.approved) return { ...NOTHING, approvedMinor };
  if (!isCharged(order)) return NOTHING;
  const chargedMinor = order.capturedMinor ?? order.amountMinor;
  const refundedMinor = (order.refunds ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { approvedMinor, chargedMinor, refundedMinor, leftMinor: chargedMinor - refundedMinor };
}

/** The payer's money was taken, and is not all undone: a refunded order was charged. */
export const isCharged = ({ status }: BankOrder): boolean =>
  status === STATUS.deposited || status === STATUS.refunded;
