import { explainActionCode } from '@app/gateway';
import type { CaseEventData, EventType, OrderEventData } from '@app/subscriber';
import type { CaseRow, Order, Registration } from '../order/rows.js';
import type { Move } from './ruling.js';

const TELLS_A_FAILURE: readonly EventType[] = [
  'order.declined',
  'order.expired',
  'order.cancelled',
  'order.attempt_failed',
];

/** What an order.* event carries: the order and its registration as they are after the step. Never a card or an address. */
export function orderEventData(
  type: EventType,
  order: Order,
  registration: Registration,
  step: Move,
  about: Readonly<{ cause: string; now: Date }>,
): OrderEventData {
  return withoutGaps({
    orderId: order.id,
    shopId: order.shopId,
    orderNumber: order.orderNumber,
    state: order.state,
    amount: Number(order.amountMinor),
    currency: order.currency,
    captured: Number(order.capturedMinor),
    refunded: Number(order.refundedMinor),
    refundedNow: step.refundedNowMinor === undefined ? undefined : Number(step.refundedNowMinor),
    gatewayOrderId: registration.gatewayOrderId ?? undefined,
    payment: paymentOf(registration),
    // What was refused, or ended by hand, is nothing that the bank has a time for.
    bankTime: step.refusal ? undefined : bankTime(type, registration)?.toISOString(),
    ...failureOf(type, registration, step),
    occurredAt: about.now.toISOString(),
    cause: about.cause,
  });
}

export function caseEventData(row: CaseRow, about: Readonly<{ cause: string; now: Date }>): CaseEventData {
  return withoutGaps({
    caseId: row.id,
    reason: row.reason,
    subject: row.subject,
    orderId: row.orderId ?? undefined,
    shopId: row.shopId ?? undefined,
    amount: row.amountMinor === null ? undefined : Number(row.amountMinor),
    currency: row.currency ?? undefined,
    occurredAt: about.now.toISOString(),
    cause: about.cause,
  });
}

function paymentOf(registration: Registration): OrderEventData['payment'] {
  if (!registration.approvalCode && !registration.rrn) return undefined;
  return withoutGaps({
    way: registration.paymentWay ?? undefined,
    approvalCode: registration.approvalCode ?? undefined,
    rrn: registration.rrn ?? undefined,
    bank: registration.bankName ?? undefined,
    country: registration.bankCountry ?? undefined,
    fee: registration.feeMinor === null ? undefined : Number(registration.feeMinor),
  });
}

function bankTime(type: EventType, registration: Registration): Date | null {
  if (type === 'order.registered') return registration.bankRegisteredAt;
  if (type === 'order.paid') return registration.bankDepositedAt ?? registration.bankAuthorizedAt;
  if (type === 'order.refunded') return registration.bankRefundedAt;
  if (type === 'order.released') return registration.bankReversedAt;
  return registration.bankAuthorizedAt;
}

function failureOf(type: EventType, registration: Registration, step: Move): Partial<OrderEventData> {
  if (step.refusal) return { reason: step.refusal.reason, advice: 'contact-shop' };
  if (!TELLS_A_FAILURE.includes(type) || registration.actionCode === null) return {};
  const { reason, advice } = explainActionCode(registration.actionCode);
  return { actionCode: registration.actionCode, reason, advice };
}

/** Fields without a value are left out rather than sent as null. */
function withoutGaps<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
