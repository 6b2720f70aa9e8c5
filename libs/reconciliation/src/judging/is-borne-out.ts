import type { BankCallback, GatewayStatus } from '@app/gateway';
import type { Registration } from '@app/orders';

/** Operations that come once at most for one page, and the statuses of ours in which they have been seen. */
const SEEN_IN: ReadonlyMap<string, readonly GatewayStatus[]> = new Map([
  ['approved', ['held', 'charged', 'refunded', 'reversed']],
  ['deposited', ['charged', 'refunded']],
  ['declinedByTimeout', ['closed']],
  ['reversed', ['reversed']],
]);

const ATTEMPTS: readonly string[] = ['approved', 'deposited', 'declinedCardPresent', 'declinedCardpresent'];
const OVER: readonly GatewayStatus[] = ['closed', 'charged', 'refunded', 'reversed'];

/**
 * Whether a callback tells only what our rows say already, and cannot tell it of a second time: one poll is then enough. A refund
 * can come twice, and its callbacks may be the same to the byte; so can captures of one hold, by agreement with the bank.
 */
export function isBorneOut(
  { operation, status: succeeded }: Pick<BankCallback, 'operation' | 'status'>,
  { status, mode }: Pick<Registration, 'status' | 'mode'>,
): boolean {
  if (status === null) return false;
  // A refused attempt, on a page that is over: nothing can be tried there any more.
  if (succeeded === '0') return ATTEMPTS.includes(operation) && OVER.includes(status);
  if (succeeded !== '1') return false;
  if (operation === 'deposited' && mode === 'hold') return false;
  return SEEN_IN.get(operation)?.includes(status) ?? false;
}
