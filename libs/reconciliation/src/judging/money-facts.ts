import type { StatusAnswer } from '@app/gateway';
import type { LockedFacts } from '@app/orders';

/**
 * Whose page it is that the bank tells of, where it says so: its own id, and the registration that was sent along and came back.
 * Another's number may be asked for by mistake, ours or the bank's.
 */
export function strangeness({ registration }: LockedFacts, answer: StatusAnswer): string[] {
  const pairs: [string, string | null | undefined, string | null][] = [
    ['gatewayOrderId', answer.gatewayOrderId, registration.gatewayOrderId],
    ['tolemRegistration', answer.echo.tolemRegistration, registration.id],
  ];
  return pairs.filter(([, said, ours]) => said && ours && said !== ours).map(([name]) => name);
}

/**
 * What does not agree: the answer with its registration first, then, once the answer tells of money, the registration
 * with the order, whose facts may have been replaced since.
 */
export function disagreements({ order, registration }: LockedFacts, answer: StatusAnswer): string[] {
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
