import { z } from 'zod';
import { type CallFacts, ENDPOINTS } from '../wire/call.js';
import { refuseDetails } from './fault-details.js';
import { STATUSES } from '../bank/order.js';

/** The ways this bank can misbehave, for a tester to read. */
export const FAULTS = {
  silence: 'never answers; the connection stays open until the client gives up',
  cut: 'tears the connection down instead of answering',
  cutBody: 'tears the connection down in the middle of the answer',
  hold: 'waits until the fault is released or removed, then goes on as if nothing had been',
  slow: 'waits delayMs, then goes on as if nothing had been',
  http500: 'answers HTTP 500 with a page of HTML',
  http429: 'answers HTTP 429, as an overloaded gateway does',
  html: 'answers HTTP 200 with a page of HTML where JSON belongs',
  refuse: 'answers with the errorCode given',
  wrongAmount: 'names an amount of 100 minor units more',
  wrongCurrency: 'names the currency 840',
  unknownStatus: 'names orderStatus 42, which there is not',
  missingFields: 'leaves the fields out that are named',
  otherValues: 'says the values given in place of the order’s own',
  late: 'tells a paid order as open until the payment is so many seconds old; callbacks come early then',
  stale: 'tells the order as it was so many seconds ago, or when it last had the status given',
  contradictory: 'says a status that the amounts beside it give the lie to',
  partial: 'leaves parts of the answer out, or puts elements into its lists that cannot be read',
  impossibleDates: 'tells its dates wrong, all or the fields named',
  poison: 'answers what a program that trusts its bank chokes on',
} as const;

/** What can go wrong with a callback (endpoint `callback`); `hold` sends it once it is released, after others. */
export const CALLBACK_FAULTS = {
  drop: 'is never sent',
  duplicate: 'is sent once more after it was heard',
  forge: 'carries a checksum made without the key',
} as const;

export type FaultName = keyof typeof FAULTS | keyof typeof CALLBACK_FAULTS;

/** These need the answer itself, so they come after the ledger has changed. */
export const OF_ANSWERS = [
  'wrongAmount',
  'wrongCurrency',
  'unknownStatus',
  'missingFields',
  'otherValues',
  'late',
  'stale',
  'contradictory',
  'partial',
  'impossibleDates',
] as const;
export type DistortionName = (typeof OF_ANSWERS)[number];
const NEEDS_AN_ANSWER: readonly FaultName[] = [...OF_ANSWERS, 'cutBody', 'poison'];

export const FAULT_ORDER = z
  .strictObject({
    endpoint: z.enum([...ENDPOINTS, 'callback']),
    fault: z.enum(Object.keys({ ...FAULTS, ...CALLBACK_FAULTS }) as [FaultName, ...FaultName[]]),
    errorCode: z.coerce.string().optional(),
    delayMs: z.number().int().min(0).max(600_000).optional(),
    fields: z.array(z.string()).min(1).optional(),
    values: z.record(z.string(), z.json()).optional(),
    seconds: z.number().min(0).optional(),
    /** With the code of the attempt that failed before, where there was one. */
    earlierCode: z.boolean().optional(),
    status: z.literal(STATUSES).optional(),
    variant: z.string().optional(),
    /** Before the ledger changes, or after it has and before the answer. */
    when: z.enum(['before', 'after']).optional(),
    /** How many calls it hits; 0: every one until it is removed. */
    times: z.number().int().min(0).default(1),
    /** How many of the calls that match are hit, 0 to 1, by a random of its own. */
    probability: z.number().min(0).max(1).default(1),
    /** Of that random. */
    seed: z.number().int().default(1),
    match: z
      .strictObject({
        merchant: z.string().optional(),
        orderNumberPrefix: z.string().optional(),
        orderId: z.string().optional(),
        tolemOrder: z.string().optional(),
      })
      .default({}),
  })
  .superRefine((order, context) => {
    for (const { path, message } of refuseDetails(order))
      context.addIssue({ code: 'custom', path: [path], message });
    if (order.fault !== 'hold' && (order.endpoint === 'callback') !== order.fault in CALLBACK_FAULTS)
      context.addIssue({ code: 'custom', path: ['fault'], message: 'is none of this endpoint' });
    if (order.when === 'after' && order.endpoint === 'callback')
      context.addIssue({ code: 'custom', path: ['when'], message: 'a callback is hit before it is sent' });
    if (order.when === 'before' && NEEDS_AN_ANSWER.includes(order.fault))
      context.addIssue({ code: 'custom', path: ['when'], message: 'there is no answer before' });
  })
  .transform((order) => ({
    ...order,
    when: order.when ?? (NEEDS_AN_ANSWER.includes(order.fault) ? ('after' as const) : ('before' as const)),
  }));
export type FaultOrder = z.output<typeof FAULT_ORDER>;

export const isDistortion = (order: FaultOrder): order is FaultOrder & { fault: DistortionName } =>
  (OF_ANSWERS as readonly string[]).includes(order.fault);

/** What a fault can hit: a call to the bank, or one of its callbacks. */
export type Hittable = Omit<CallFacts, 'endpoint'> & Pick<FaultOrder, 'endpoint'>;

export function hits(order: FaultOrder, call: Hittable): boolean {
  const { merchant, orderNumberPrefix, orderId, tolemOrder } = order.match;
  return (
    order.endpoint === call.endpoint &&
    (merchant === undefined || call.merchant === merchant) &&
    (orderNumberPrefix === undefined || call.orderNumber?.startsWith(orderNumberPrefix) === true) &&
    (orderId === undefined || call.orderId === orderId) &&
    (tolemOrder === undefined || call.tolemOrder === tolemOrder)
  );
}
