import type { StatusAnswer } from '@app/gateway';
import type { Registration } from '@app/orders';

/** The bank's clock and ours may differ by so much; an order older than that was there before we sent ours. */
const OLDER_THAN_OURS_MS = 10 * 60_000;

/**
 * Whether what the bank has under our number is what we sent. Our registration's id that came back proves it, whatever the bank's
 * clock says, and another's that it is not. An echo that does not come back at all tells nothing: then number, amount and currency
 * have to agree, and the bank must have made it after we asked.
 */
export function isOurs(registration: Registration, answer: StatusAnswer): boolean {
  const echo = answer.echo.tolemRegistration;
  if (echo !== undefined) return echo === registration.id;
  const madeBefore =
    answer.registeredAt !== null &&
    answer.registeredAt.getTime() < registration.sentAt.getTime() - OLDER_THAN_OURS_MS;
  return (
    answer.orderNumber === registration.gatewayOrderNumber &&
    answer.amountMinor === registration.amountMinor &&
    answer.currency === registration.currency &&
    !madeBefore
  );
}
