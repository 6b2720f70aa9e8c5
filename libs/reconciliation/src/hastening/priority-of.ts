import type { Registration } from '@app/orders';

/** Who waits for an answer. An operator may ask about thousands at once: he must not keep payers from their turn. */
const WAIT: readonly string[] = ['return', 'callback', 'shop'];

/** SQL: somebody waits for the look at this registration. As the index registrations_hastened has it. */
export const WAITED_FOR = `hastened_by IN ('return', 'callback', 'shop')`;

export const priorityOf = ({ hastenedBy }: Pick<Registration, 'hastenedBy'>): 'payer' | 'schedule' =>
  hastenedBy !== null && WAIT.includes(hastenedBy) ? 'payer' : 'schedule';
