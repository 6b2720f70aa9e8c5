import { z } from 'zod';

const WHICH = { orderId: z.string().min(1).optional(), orderNumber: z.string().min(1).optional() };
const QUIET = {
  /** False: the merchant is told nothing of it. */
  callback: z.boolean().default(true),
};
/** In minor units, judged as the bank's calls do it; 0: all. */
const AMOUNT = z.union([z.number(), z.string()]).default(0);

type Which = { orderId?: string; orderNumber?: string };
const named = ({ orderId, orderNumber }: Which): boolean =>
  orderId !== undefined || orderNumber !== undefined;
const NEEDED = { message: 'orderId or orderNumber is needed' };

export const REFUND = z
  .strictObject({
    ...WHICH,
    ...QUIET,
    amount: AMOUNT,
    externalRefundId: z.string().min(1).max(32).optional(),
  })
  .refine(named, NEEDED);
export const REVERSAL = z.strictObject({ ...WHICH, ...QUIET }).refine(named, NEEDED);
export const CAPTURE = z.strictObject({ ...WHICH, ...QUIET, amount: AMOUNT }).refine(named, NEEDED);
export const CHARGEBACK = z
  .strictObject({ ...WHICH, withdrawn: z.boolean().default(false) })
  .refine(named, NEEDED);
