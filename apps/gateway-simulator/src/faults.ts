import { z } from 'zod';
import { type CallFacts, ENDPOINTS } from './call.js';

/** The ways this bank can misbehave, for a tester to read. */
export const FAULTS = {
  silence: 'never answers; the connection stays open until the client gives up',
  cut: 'tears the connection down instead of answering',
  hold: 'waits until the fault is released or removed, then goes on as if nothing had been',
  http500: 'answers HTTP 500 with a page of HTML',
  http429: 'answers HTTP 429, as an overloaded gateway does',
  html: 'answers HTTP 200 with a page of HTML where JSON belongs',
  refuse: 'answers with the errorCode given',
} as const;
export type FaultName = keyof typeof FAULTS;

export const FAULT_ORDER = z
  .strictObject({
    endpoint: z.enum(ENDPOINTS),
    fault: z.enum(Object.keys(FAULTS) as [FaultName, ...FaultName[]]),
    errorCode: z.coerce.string().optional(),
    /** Before the ledger changes, or after it has and before the answer. */
    when: z.enum(['before', 'after']).default('before'),
    /** How many calls it hits; 0: every one until it is removed. */
    times: z.number().int().min(0).default(1),
    match: z
      .strictObject({
        merchant: z.string().optional(),
        orderNumberPrefix: z.string().optional(),
        orderId: z.string().optional(),
        tolemOrder: z.string().optional(),
      })
      .default({}),
  })
  .refine((fault) => (fault.fault === 'refuse') === (fault.errorCode !== undefined), {
    path: ['errorCode'],
    message: 'belongs to refuse, and refuse needs it',
  });
export type FaultOrder = z.output<typeof FAULT_ORDER>;

export function hits(order: FaultOrder, call: CallFacts): boolean {
  const { merchant, orderNumberPrefix, orderId, tolemOrder } = order.match;
  return (
    order.endpoint === call.endpoint &&
    (merchant === undefined || call.merchant === merchant) &&
    (orderNumberPrefix === undefined || call.orderNumber?.startsWith(orderNumberPrefix) === true) &&
    (orderId === undefined || call.orderId === orderId) &&
    (tolemOrder === undefined || call.tolemOrder === tolemOrder)
  );
}
