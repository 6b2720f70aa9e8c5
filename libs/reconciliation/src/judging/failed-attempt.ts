import { isFailedAttempt, type StatusAnswer } from '@app/gateway';
import type { Registration } from '@app/orders';

/** Instants of one bank that tell the same one in more or less detail. */
const SAME_MS = 1_000;

/**
 * The payer's last failed attempt, told from the one before by code, time and card; null when nobody has failed. What one of two
 * answers leaves out is no difference, and neither is a bank's clock that was set between them: it moves all its instants alike.
 */
export function failedAttempt(
  { attemptSeen, bankRegisteredAt }: Pick<Registration, 'attemptSeen' | 'bankRegisteredAt'>,
  { actionCode, authorizedAt, registeredAt, maskedCard }: StatusAnswer,
): Readonly<{ told: string; isNew: boolean }> | null {
  if (!isFailedAttempt(actionCode)) return null;
  const told = [actionCode, authorizedAt?.toISOString() ?? '', maskedCard ?? ''].map(String);
  if (attemptSeen === null) return { told: told.join(' '), isNew: true };
  const seen = attemptSeen.split(' ');
  const clockSetMs =
    registeredAt && bankRegisteredAt ? registeredAt.getTime() - bankRegisteredAt.getTime() : 0;
  const isAnother = (at: number): boolean => {
    const [one, other] = [told[at], seen[at]];
    if (!one || !other || one === other) return false;
    return at !== 1 || Math.abs(Date.parse(one) - clockSetMs - Date.parse(other)) > SAME_MS;
  };
  const isNew = [0, 1, 2].some(isAnother);
  // What was left out this time may differ the next.
  return { told: (isNew ? told : told.map((part, at) => part || (seen[at] ?? ''))).join(' '), isNew };
}
