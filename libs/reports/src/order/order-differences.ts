import type { GatewayStatus } from '@app/gateway';
import type { Order, OrderState, Registration } from '@app/orders';
import { currencyOf, numberOf, textOf } from '../bank-figure.js';

type Value = string | number | null;

/** One fact as we have it and as the bank has it. */
export type Compared = Readonly<{ what: string; ours: Value; bank: Value; differs: boolean }>;

/** What our order may be while the bank says this of the page that speaks for it. Null: the bank has not said anything. */
const GO_TOGETHER: Readonly<Record<GatewayStatus, readonly OrderState[] | null>> = {
  open: ['registered'],
  authenticating: ['registered'],
  pending: ['registered', 'authorized'],
  capturing: ['authorized'],
  held: ['authorized'],
  charged: ['paid', 'partially_refunded'],
  refunded: ['refunded', 'partially_refunded'],
  reversed: ['released', 'declined', 'expired', 'cancelled'],
  closed: ['declined', 'expired', 'cancelled', 'rejected'],
  absent: ['created', 'rejected', 'declined', 'expired', 'cancelled'],
  unknown: null,
};

/** Ours beside the bank's latest answer about the page that speaks for the order. Empty while there is none. */
export function compare(
  order: Order,
  speaking: Registration,
  answer: Readonly<Record<string, unknown>> | null,
): Compared[] {
  if (speaking.status === null) return [];
  const { depositedMinor, refundedMinor, status } = speaking;
  const together = GO_TOGETHER[status];
  const said = (what: string, ours: Value, bank: Value): Compared[] =>
    bank === null ? [] : [{ what, ours, bank, differs: ours !== bank }];
  const captured = depositedMinor === null ? null : Number(depositedMinor + (refundedMinor ?? 0n));
  return [
    { what: 'state', ours: order.state, bank: status, differs: !together?.includes(order.state) },
    ...said('orderNumber', speaking.gatewayOrderNumber, textOf(answer?.orderNumber)),
    ...said('amount', Number(order.amountMinor), numberOf(answer?.amount)),
    ...said('currency', order.currency, currencyOf(answer?.currency)),
    ...said('captured', Number(order.capturedMinor), captured),
    ...said('refunded', Number(order.refundedMinor), refundedMinor === null ? null : Number(refundedMinor)),
  ];
}
