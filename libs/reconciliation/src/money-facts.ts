import type { StatusAnswer } from '@app/gateway';
import type { Known, Operation } from '@app/orders';

/**
 * What does not agree: the answer with its registration first, then, once the answer tells of money, the registration
 * with the order, whose facts may have been replaced since.
 */
export function disagreements({ order, registration }: Known, answer: StatusAnswer): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['orderNumber', answer.orderNumber, registration.gatewayOrderNumber],
    ['amount', answer.amountMinor, registration.amountMinor],
    ['currency', answer.currency, registration.currency],
  ];
  if (['held', 'charged', 'refunded'].includes(answer.status))
    pairs.push(
      ['amount of the order', registration.amountMinor, order.amountMinor],
      ['currency of the order', registration.currency, order.currency],
    );
  return pairs.filter(([, one, other]) => one !== other).map(([name]) => name);
}

/**
 * captured = depositedAmount + refundedAmount, because the bank's depositedAmount shrinks with every refund
 * (gateway.md §3, example G). Without an amount block a charged order has captured what we know it has, or asked
 * for, and a refunded one cannot be told, nor one that names no refunded amount: null.
 */
export function totalsOf(
  known: Known,
  { status, amounts }: StatusAnswer,
): { capturedMinor: bigint; refundedMinor: bigint } | null {
  if (status === 'refunded' && !amounts?.refundedMinor) return null;
  if (amounts?.depositedMinor === null) return null;
  if (amounts)
    return {
      capturedMinor: amounts.depositedMinor + (amounts.refundedMinor ?? 0n),
      refundedMinor: amounts.refundedMinor ?? 0n,
    };
  return { capturedMinor: capturedUntold(known), refundedMinor: 0n };
}

/** Of a hold as much as we asked for may have been captured, which is less than its amount. */
function capturedUntold(known: Known): bigint {
  const { order, registration } = known;
  if (order.settledBy === registration.id && order.capturedMinor > 0n) return order.capturedMinor;
  return capturesOf(known).at(-1)?.amountMinor ?? registration.amountMinor;
}

/** Captures of ours that may have been done. */
export const capturesOf = ({ operations, registration }: Known): readonly Operation[] =>
  operations.filter(
    (row) => row.kind === 'capture' && row.registrationId === registration.id && row.state !== 'refused',
  );

/** The refunds not announced yet: one by one where the bank lists them all, else the increase in one. */
export function refundsSince(
  announcedMinor: bigint,
  totalMinor: bigint,
  list: StatusAnswer['refunds'],
): readonly bigint[] {
  if (totalMinor === announcedMinor) return [];
  const amounts = list.map((refund) => refund.amountMinor);
  let runningMinor = 0n;
  const isNew = amounts.map((amount) => (runningMinor += amount) > announcedMinor);
  const fresh = amounts.filter((_, at) => isNew[at]);
  const listAddsUp =
    amounts.every((amount) => amount > 0n) &&
    runningMinor === totalMinor &&
    sum(fresh) === totalMinor - announcedMinor;
  return listAddsUp ? fresh : [totalMinor - announcedMinor];
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
