import { explainActionCode } from '@app/gateway';
import { type Order, type OrderWithRegistrations, paymentUrlOf, type Registration } from '@app/orders';

/** An order as its shop sees it: an allow-list. Amounts are integer minor units, instants ISO 8601. */
export function orderView({ order, newest, speaking, now }: OrderWithRegistrations): Record<string, unknown> {
  const paymentUrl = paymentUrlOf(order, newest, now);
  return {
    id: order.id,
    orderNumber: order.orderNumber,
    state: order.state,
    amount: Number(order.amountMinor),
    currency: order.currency,
    mode: order.mode,
    captured: Number(order.capturedMinor),
    refunded: Number(order.refundedMinor),
    ...(paymentUrl !== null && { paymentUrl }),
    expiresAt: order.expiresAt.toISOString(),
    ...(order.description !== null && { description: order.description }),
    language: order.language,
    metadata: order.metadata,
    ...(speaking.gatewayOrderId && { gatewayOrderId: speaking.gatewayOrderId }),
    ...(order.settledBy !== null && { payment: paymentView(speaking) }),
    ...failureView(order.state, speaking),
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
    lastSeq: order.lastSeq,
  };
}

function paymentView(registration: Registration): Record<string, unknown> {
  const fields = {
    way: registration.paymentWay,
    maskedCard: registration.maskedCard,
    approvalCode: registration.approvalCode,
    rrn: registration.rrn,
    bank: registration.bankName,
    country: registration.bankCountry,
    fee: registration.feeMinor === null ? null : Number(registration.feeMinor),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function failureView(state: string, registration: Registration): Record<string, unknown> {
  if (!['declined', 'expired', 'cancelled'].includes(state) || registration.actionCode === null) return {};
  const { reason, advice } = explainActionCode(registration.actionCode);
  return { failure: { actionCode: registration.actionCode, reason, advice } };
}

/** Differs as soon as something was told about the order. */
export const etagOf = (order: Order): string => `"${order.lastSeq}"`;
