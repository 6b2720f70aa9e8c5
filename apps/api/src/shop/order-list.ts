import { AppError } from '@app/kernel';
import { ORDER_STATES, type OrderFilter, type OrderPage, type OrderState } from '@app/orders';
import { z } from 'zod';
import { NEW_ORDER } from './new-order.js';

const states = Object.keys(ORDER_STATES) as [OrderState, ...OrderState[]];

/** Query of GET /v1/orders. */
export const ORDER_LIST = z.strictObject({
  orderNumber: NEW_ORDER.shape.orderNumber.optional(),
  state: z.enum(states).optional(),
  createdAfter: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type OrderList = z.output<typeof ORDER_LIST>;

const PLACE = z.tuple([z.iso.datetime(), z.uuid()]);

export function toOrderFilter({ cursor, createdAfter, ...filter }: OrderList): OrderFilter {
  return {
    ...filter,
    ...(createdAfter !== undefined && { createdAfter: new Date(createdAfter) }),
    ...(cursor !== undefined && { after: placeOf(cursor) }),
  };
}

/** Opaque to the shop: where the next page begins. */
export function cursorOf(next: OrderPage['next']): string | null {
  return next && Buffer.from(JSON.stringify([next.createdAt.toISOString(), next.id])).toString('base64url');
}

function placeOf(cursor: string): { createdAt: Date; id: string } {
  try {
    const [createdAt, id] = PLACE.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt: new Date(createdAt), id };
  } catch {
    throw new AppError('INVALID_REQUEST', 'The cursor is not one of ours', [
      { pointer: '/cursor', detail: 'take it from nextCursor of an earlier answer' },
    ]);
  }
}
