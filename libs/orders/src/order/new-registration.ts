import { newId, randomToken } from '@app/kernel';
import { newGatewayOrderNumber } from './gateway-order-number.js';
import type { Order, Registration } from './rows.js';

/** What a caller of the gateway gets on top of its time-out before anybody else may take the registration over. */
export const CALL_SLACK_MS = 10_000;

/** A registration about to be sent. It is committed before the call, due when its caller must be dead. */
export function newRegistration(
  order: Pick<Order, 'id' | 'orderNumber' | 'amountMinor' | 'currency' | 'mode' | 'lifetimeSeconds'>,
  options: Readonly<{ merchantId: string; attempt: number; now: Date; callTimeoutMs: number }>,
): Registration {
  const { now } = options;
  const callDeadline = new Date(now.getTime() + options.callTimeoutMs + CALL_SLACK_MS);
  return {
    id: newId(),
    orderId: order.id,
    merchantId: options.merchantId,
    attempt: options.attempt,
    amountMinor: order.amountMinor,
    currency: order.currency,
    mode: order.mode,
    lifetimeSeconds: order.lifetimeSeconds,
    state: 'sending',
    gatewayOrderNumber: newGatewayOrderNumber(order.orderNumber),
    gatewayOrderId: null,
    formUrl: null,
    withheldUrl: null,
    returnToken: randomToken(),
    sentAt: now,
    callDeadline,
    sendsUnaccounted: 1,
    ...NOTHING_KNOWN,
    phase: 'recovering',
    step: 0,
    anchoredAt: now,
    nextPollAt: callDeadline,
    expiresAt: new Date(now.getTime() + order.lifetimeSeconds * 1000),
  };
}

const NOTHING_KNOWN = {
  status: null,
  statusSince: null,
  absences: 0,
  actionCode: null,
  approvedMinor: null,
  depositedMinor: null,
  refundedMinor: null,
  paymentWay: null,
  maskedCard: null,
  approvalCode: null,
  rrn: null,
  bankName: null,
  bankCountry: null,
  feeMinor: null,
  bankRegisteredAt: null,
  bankAuthorizedAt: null,
  bankDepositedAt: null,
  bankReversedAt: null,
  bankRefundedAt: null,
  attemptSeen: null,
  unresolvedOperation: null,
  lastLookAt: null,
  lastAnsweredAt: null,
  lastSentAt: null,
  recheckingSince: null,
  contradictedSince: null,
  failingSince: null,
  hastenedAt: null,
  hastenedBy: null,
  version: 0,
  polls: 0,
  failures: 0,
  faults: 0,
  returnedAt: null,
} as const;
