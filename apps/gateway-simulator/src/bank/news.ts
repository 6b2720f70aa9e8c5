import type { Happening } from './journal.js';
import type { BankOrder } from './order.js';

export const OPERATIONS = ['approved', 'deposited', 'declinedByTimeout', 'reversed', 'refunded'] as const;
export type Operation = (typeof OPERATIONS)[number];
/** Status `1`: the operation succeeded, `0`: it failed. */
export type News = Readonly<{ operation: Operation; status: '0' | '1' }>;

/** What a happening is called in a callback; undefined: the bank says nothing of it. */
export function newsOf({ twoStage }: BankOrder, happening: Happening): News | undefined {
  if (happening.quiet) return undefined;
  switch (happening.what) {
    case 'closed':
      return happening.by === 'lifetime' ? { operation: 'declinedByTimeout', status: '1' } : undefined;
    case 'captured':
      return { operation: 'deposited', status: '1' };
    case 'refunded':
    case 'reversed':
      return { operation: happening.what, status: '1' };
    case 'processed':
      return {
        operation: twoStage ? 'approved' : 'deposited',
        status: happening.outcome === 'approved' ? '1' : '0',
      };
    default:
      return undefined;
  }
}
