import type { GatewayStatus, StatusAnswer } from '@app/gateway';
import type { Registration } from '@app/orders';
import { CLOCKS_DIFFER_MS } from '../schedule/bank-time.js';

/** The bank takes no payment on such a page any more, whatever the amounts are. */
const PAGE_CLOSED: ReadonlySet<GatewayStatus> = new Set(['closed', 'charged', 'reversed', 'refunded']);

/** What the answer says about the registration itself. What it leaves out stays as it was. */
export function factsOf(registration: Registration, answer: StatusAnswer): Partial<Registration> {
  if (answer.status === 'absent' || answer.status === 'unknown') return { status: answer.status };
  return {
    status: answer.status,
    state: stateAfter(registration, answer),
    ...said({
      gatewayOrderId: registration.gatewayOrderId ?? answer.gatewayOrderId,
      actionCode: answer.actionCode,
      approvedMinor: answer.amounts?.approvedMinor ?? null,
      depositedMinor: answer.amounts?.depositedMinor ?? null,
      refundedMinor: answer.amounts?.refundedMinor ?? null,
      feeMinor: answer.feeMinor,
      paymentWay: answer.paymentWay,
      maskedCard: answer.maskedCard,
      approvalCode: answer.approvalCode,
      rrn: answer.rrn,
      bankName: answer.bankName,
      bankCountry: answer.bankCountry,
      bankRegisteredAt: answer.registeredAt,
      bankAuthorizedAt: answer.authorizedAt,
      bankDepositedAt: answer.depositedAt,
      bankRefundedAt: answer.refundedAt,
      bankReversedAt: answer.reversedAt,
    }),
    ...(answer.registeredAt && { expiresAt: endOfLifetime(registration, answer.registeredAt) }),
  };
}

/** Whether the bank's time of registering can be that of one of our own sends, the first or the last. */
export function isClockBelievable({ sentAt, lastSentAt }: Registration, registeredAt: Date): boolean {
  const [first, last] = [sentAt.getTime(), (lastSentAt ?? sentAt).getTime()];
  return (
    registeredAt.getTime() >= first - CLOCKS_DIFFER_MS && registeredAt.getTime() <= last + CLOCKS_DIFFER_MS
  );
}

/** The bank counts the lifetime from its own date, where that can be believed. */
function endOfLifetime(registration: Registration, registeredAt: Date): Date {
  const { sentAt, lastSentAt, lifetimeSeconds } = registration;
  const from = isClockBelievable(registration, registeredAt) ? registeredAt : (lastSentAt ?? sentAt);
  return new Date(from.getTime() + lifetimeSeconds * 1000);
}

function stateAfter(registration: Registration, answer: StatusAnswer): Registration['state'] {
  if (PAGE_CLOSED.has(answer.status)) return 'closed';
  // Without the bank's id it can only be asked for by number, as recovery does.
  if (answer.gatewayOrderId === null && registration.gatewayOrderId === null) return registration.state;
  // Found at the bank with a payer's money on its way: its address is lost, its fate is open.
  return registration.state === 'recovering' ? 'open' : registration.state;
}

function said(facts: Partial<Registration>): Partial<Registration> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}
