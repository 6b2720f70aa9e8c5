import { randomBase32 } from '@app/kernel';

/**
 * The number we send to the gateway: readable by people, at most 32 characters, and always with ten random ones. A bare
 * number may already exist at the bank, from a plugin, a second system or staging; after a lost answer we would take a
 * stranger's paid order for ours.
 */
export function newGatewayOrderNumber(orderNumber: string): string {
  return `${orderNumber.replace(/[^A-Za-z0-9_]/g, '-').slice(0, 21)}-${randomBase32(10)}`;
}
