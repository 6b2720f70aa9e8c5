import { z } from 'zod';

/** What /control is told. Faults and merchants have their schemas beside their tables. */
export const CALLS_WANTED = z.strictObject({
  /** A `seq`: only calls after it. */
  since: z.coerce.number().int().min(0).optional(),
  orderNumber: z.string().min(1).optional(),
  merchant: z.string().min(1).optional(),
});

export const CLOCK = z
  .strictObject({
    offsetMs: z.number().int().optional(),
    /** Of the dates in answers alone. */
    skewMs: z.number().int().optional(),
  })
  .refine(({ offsetMs, skewMs }) => offsetMs !== undefined || skewMs !== undefined, {
    message: 'offsetMs or skewMs is needed',
  });

export const ORDERS_WANTED = z.strictObject({
  tolemOrder: z.string().optional(),
  orderNumber: z.string().optional(),
  merchant: z.string().optional(),
});

export const JOURNAL_WANTED = z.strictObject({ orderId: z.string().min(1) });

/** The card that pays, unless told otherwise; no expiry means the December after next. */
export const PAYMENT = z
  .strictObject({
    orderId: z.string().optional(),
    orderNumber: z.string().optional(),
    pan: z.string().default('4444555511113333'),
    cvc: z.string().default('123'),
    month: z.string().default('12'),
    year: z.string().optional(),
    way: z.enum(['CARD', 'APPLE_PAY', 'GOOGLE_PAY']).default('CARD'),
    /** What the payer does there, if the card asks; `leave`: nothing yet. */
    threeDSecure: z.enum(['success', 'fail', 'leave']).default('success'),
  })
  .refine((payment) => payment.orderId !== undefined || payment.orderNumber !== undefined, {
    message: 'orderId or orderNumber is needed',
  });
