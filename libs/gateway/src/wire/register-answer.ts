import { z } from 'zod';

/** A registered order (gateway.md §2, response). */
export const REGISTER_ANSWER = z
  .looseObject({ orderId: z.string().min(1).max(36), formUrl: z.string().min(1).max(512) })
  .transform(({ orderId, formUrl }) => ({ gatewayOrderId: orderId, formUrl }));

export type RegisterAnswer = Readonly<z.output<typeof REGISTER_ANSWER>>;
