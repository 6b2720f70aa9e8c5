import { ERRORS, type ErrorCode } from '@app/kernel';
import { ORDER_STATES, type OrderState } from '@app/orders';
import { EVENT_SCHEMA } from '@app/subscriber';
import { z } from 'zod';

const states = Object.keys(ORDER_STATES) as [OrderState, ...OrderState[]];
const minor = z.int().min(0).describe('Integer minor units: 1250000 is 12 500.00 ₸.');

/** The shapes of answers, for the document alone: what is sent is built by the views. */
export const ORDER_SHAPE = z.object({
  id: z.uuid(),
  orderNumber: z.string(),
  state: z.enum(states),
  amount: minor,
  currency: z.string(),
  mode: z.enum(['charge', 'hold']),
  captured: minor,
  refunded: minor,
  paymentUrl: z
    .url()
    .optional()
    .describe(
      "The bank's page; absent while there is none that can be paid: a payer in 3-D Secure, or its time is over.",
    ),
  expiresAt: z.iso.datetime(),
  description: z.string().optional(),
  language: z.enum(['kk', 'ru', 'en']),
  metadata: z.record(z.string(), z.string()),
  gatewayOrderId: z.string().optional(),
  payment: z
    .object({
      way: z.string(),
      maskedCard: z.string(),
      approvalCode: z.string(),
      rrn: z.string(),
      bank: z.string(),
      country: z.string(),
      fee: minor,
    })
    .partial()
    .optional(),
  failure: z.object({ actionCode: z.int(), reason: z.string(), advice: z.string() }).optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  lastSeq: z.int(),
  refreshed: z
    .boolean()
    .optional()
    .describe(
      'With ?refresh=true: whether the bank was asked in time. False at once for a shop that refreshes more than 10 times a second.',
    ),
});

export const ORDER_LIST_SHAPE = z.object({ items: z.array(ORDER_SHAPE), nextCursor: z.string().nullable() });
export const EVENT_LIST_SHAPE = z.object({ items: z.array(EVENT_SCHEMA), nextCursor: z.null() });

export const PROBLEM_SHAPE = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  retry: z.enum(['never', 'safe', 'look-first']),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
});

/** zod's own translation, in the dialect of OpenAPI 3.1. */
export const jsonSchema = (shape: z.ZodType, io: 'input' | 'output' = 'output'): Record<string, unknown> => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' });
  return schema;
};
