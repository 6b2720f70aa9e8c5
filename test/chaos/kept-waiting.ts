import type { System } from '../support/system.js';
import { Ledger } from './ledger.js';
import type { Shopper } from './shopper.js';
import { STATUS, type Trouble } from './trouble.js';

/**
 * Orders charged at the bank that Tolem has not moved, though nothing is wrong with them: all the while others' answers were poison,
 * and everything else that is wrong with the bank was over for longer than any pause of the schedule.
 */
export async function keptWaiting(system: System, shoppers: readonly Shopper[]): Promise<string[]> {
  const ledger = await Ledger.read(system);
  const untroubled = new Set(
    shoppers.filter(({ plan }) => !hasItsOwn(plan.trouble)).map(({ plan }) => plan.orderNumber),
  );
  const rows = await system.db.sql<{ id: string; order_number: string }>(
    `SELECT id, order_number FROM orders WHERE state IN ('created', 'registered')`,
  );
  return rows
    .filter((row) => untroubled.has(row.order_number) && ledger.isPaid(row.id))
    .map((row) => row.order_number);
}

/** Lost callbacks only make an order be looked at later. */
const hasItsOwn = ({ registering, registered = [] }: Trouble): boolean =>
  registering !== undefined || registered.some(({ endpoint }) => endpoint === STATUS);
