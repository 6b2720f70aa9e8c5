import { AppError } from '@app/kernel';
import { MANUAL_ENDINGS } from '@app/orders';
import { type OrderSearch } from '@app/reports';
import { z } from 'zod';
import { instant, orderState, typed, words } from './fields.js';

export const ORDER_SEARCH = z.strictObject({
  q: typed.optional(),
  state: orderState.optional(),
  shop: typed.optional(),
  createdAfter: instant.optional(),
  createdBefore: instant.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const REPLAY = z.strictObject({
  eventId: z.uuid(),
  subscription: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
});

/** Nobody ends an order by a slip of the hand: he says why, and types its number. */
export const RESOLVE = z.strictObject({
  outcome: z.enum(MANUAL_ENDINGS),
  reason: words(1_000),
  confirm: z.string().max(64),
});

type Place = NonNullable<OrderSearch['after']>;
/** As Postgres writes an instant: to the microsecond, which a Date would lose. */
const INSTANT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d){0,2}$/;
const PLACE = z.tuple([z.string().refine(isInstant), z.uuid()]);

/** One that Postgres takes: of a day and a time that there are. */
function isInstant(text: string): boolean {
  const [, day, time] = INSTANT.exec(text) ?? [];
  const at = new Date(`${day}T${time}Z`);
  return (
    !Number.isNaN(at.getTime()) && at.getUTCFullYear() > 0 && at.toISOString().startsWith(`${day}T${time}`)
  );
}

export function toSearch({ cursor, ...search }: z.output<typeof ORDER_SEARCH>): OrderSearch {
  return { ...search, ...(cursor !== undefined && { after: placeOf(cursor) }) };
}

export const cursorOf = (next: Place | null): string | null =>
  next && Buffer.from(JSON.stringify([next.createdAt, next.id])).toString('base64url');

function placeOf(cursor: string): Place {
  try {
    const [createdAt, id] = PLACE.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt, id };
  } catch {
    throw new AppError('INVALID_REQUEST', 'The cursor is not one of ours', [
      { pointer: '/cursor', detail: 'take it from nextCursor of an earlier answer' },
    ]);
  }
}
