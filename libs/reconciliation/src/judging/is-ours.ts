import type { StatusAnswer } from '@app/gateway';
import type { Registration } from '@app/orders';
import { CLOCKS_DIFFER_MS } from '../schedule/bank-time.js';

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
    answer.registeredAt.getTime() < registration.sentAt.getTime() - CLOCKS_DIFFER_MS;
  return (
    answer.orderNumber === registration.gatewayOrderNumber &&
    answer.amountMinor === registration.amountMinor &&
    answer.currency === registration.currency &&
    !madeBefore
  );
}
