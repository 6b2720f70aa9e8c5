import { z } from 'zod';

/** Every fact Tolem announces. Short names here; on the wire `kz.tolem.<name>.v1`. */
export const EVENT_TYPES = [
  'order.registered',
  'order.rejected',
  'order.authorized',
  'order.paid',
  'order.attempt_failed',
  'order.declined',
  'order.expired',
  'order.cancelled',
  'order.released',
  'order.refunded',
  'order.disputed',
  'case.opened',
  'case.closed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const cloudEventType = (type: EventType): string => `kz.tolem.${type}.v1`;

/** The short name of a CloudEvents type, or undefined for a type this version does not know. */
export function shortEventType(type: string): EventType | undefined {
  return EVENT_TYPES.find((known) => cloudEventType(known) === type);
}

/** Integer minor units: tiyin for KZT. */
const minor = z.number().int().nonnegative();
const instant = z.iso.datetime({ offset: true });

/** How the payer paid, as far as the bank told. `maskedCard` never travels in an event. */
const payment = z.looseObject({
  way: z.string().optional(),
  approvalCode: z.string().optional(),
  rrn: z.string().optional(),
  bank: z.string().optional(),
  country: z.string().optional(),
  fee: minor.optional(),
});

/** What every order.* event carries. Unknown fields are kept: a newer Tolem may say more. */
const orderEventData = z.looseObject({
  orderId: z.uuid(),
  shopId: z.string(),
  orderNumber: z.string(),
  /** The order's state after this fact. */
  state: z.string(),
  amount: minor,
  currency: z.string(),
  captured: minor,
  refunded: minor,
  /** order.refunded: how much this one refund gave back. */
  refundedNow: minor.optional(),
  operationId: z.string().optional(),
  gatewayOrderId: z.string().optional(),
  payment: payment.optional(),
  /** When it happened, by the bank's clock, as far as the bank told. */
  bankTime: instant.optional(),
  /** Present where there is a failure (action-codes.json): the bank's code, what it means, what to tell the payer. */
  actionCode: z.number().int().optional(),
  reason: z.string().optional(),
  advice: z.string().optional(),
  occurredAt: instant,
  /** return, callback, schedule, operator, shop or recovery: what made us poll. */
  cause: z.string(),
});
export type OrderEventData = z.output<typeof orderEventData>;

/** What case.opened and case.closed carry. */
const caseEventData = z.looseObject({
  caseId: z.uuid(),
  /** The reason class, such as `amount_mismatch`. */
  reason: z.string(),
  subject: z.string(),
  orderId: z.uuid().optional(),
  shopId: z.string().optional(),
  amount: minor.optional(),
  currency: z.string().optional(),
  occurredAt: instant,
  cause: z.string(),
});
export type CaseEventData = z.output<typeof caseEventData>;

/**
 * An event of any type, also of one that a newer Tolem has added: CloudEvents 1.0 in JSON.
 * `sequence` counts per subject without gaps and sorts as text.
 */
export const ENVELOPE_SCHEMA = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: instant,
  datacontenttype: z.literal('application/json'),
  sequence: z.string().regex(/^\d{10}$/),
  /** `sequence` of this subject's last event that this subscription was given; absent for the first. */
  previoussequence: z
    .string()
    .regex(/^\d{10}$/)
    .optional(),
  traceparent: z.string().optional(),
  data: z.unknown(),
});

export const ORDER_EVENT_SCHEMA = ENVELOPE_SCHEMA.extend({ data: orderEventData });
export const CASE_EVENT_SCHEMA = ENVELOPE_SCHEMA.extend({ data: caseEventData });

/** Any event that this version knows. */
export const EVENT_SCHEMA = ENVELOPE_SCHEMA.extend({ data: z.union([orderEventData, caseEventData]) });

/** What an event of this type carries. */
export type EventDataOf<T extends EventType> = T extends `case.${string}` ? CaseEventData : OrderEventData;
export type TolemEvent<D = OrderEventData | CaseEventData> = z.output<typeof EVENT_SCHEMA> & { data: D };
