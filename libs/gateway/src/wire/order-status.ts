/** The gateway's word for an order: what it calls `orderStatus` becomes one of these here and nowhere else. */
export const GATEWAY_STATUSES = [
  'open',
  'held',
  'charged',
  'reversed',
  'refunded',
  'authenticating',
  'closed',
  'pending',
  'capturing',
  'absent',
  'unknown',
] as const;
export type GatewayStatus = (typeof GATEWAY_STATUSES)[number];

/** gateway.md §4. Zero is a real status: test for presence, not for truth. */
const BY_NUMBER: Readonly<Record<number, GatewayStatus>> = {
  0: 'open',
  1: 'held',
  2: 'charged',
  3: 'reversed',
  4: 'refunded',
  5: 'authenticating',
  6: 'closed',
  7: 'pending',
  8: 'capturing',
};

/** Any number the platform may invent is `unknown`, and above all never `closed`. */
export const statusByNumber = (orderStatus: number): GatewayStatus => BY_NUMBER[orderStatus] ?? 'unknown';
