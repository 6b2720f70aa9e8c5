import type { Registration } from '@app/orders';

/** Whose question it is. An operator may ask about thousands at once: he must not keep payers from their turn. */
export function priorityOf({ hastenedBy }: Pick<Registration, 'hastenedBy'>): 'payer' | 'schedule' {
  return hastenedBy === null || hastenedBy.startsWith('operator:') ? 'schedule' : 'payer';
}
