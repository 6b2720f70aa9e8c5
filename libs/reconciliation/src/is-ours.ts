import type { StatusAnswer } from '@app/gateway';
import type { Registration } from '@app/orders';

/** The bank's clock and ours may differ by so much; an order older than that was there before we sent ours. */
const OLDER_THAN_OURS_MS = 10 * 60_000;

/**
 * Whether what the bank has under our number is what we sent: number, amount and currency agree, our registration's id
 * came back, and the bank made it after we asked. An echo that does not come back at all contradicts nothing.
 */
export function isOurs(registration: Registration, answer: StatusAnswer): boolean {
  const echo = answer.echo.tolemRegistration;
  const madeBefore =
    answer.registeredAt !== null &&
    answer.registeredAt.getTime() < registration.sentAt.getTime() - OLDER_THAN_OURS_MS;
  return (
    answer.orderNumber === registration.gatewayOrderNumber &&
    answer.amountMinor === registration.amountMinor &&
    answer.currency === registration.currency &&
    (echo === undefined || echo === registration.id) &&
    !madeBefore
  );
}
