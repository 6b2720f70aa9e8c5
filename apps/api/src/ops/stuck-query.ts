import { type StuckFilter } from '@app/orders';
import { STUCK_SORTS } from '@app/reports';
import { z } from 'zod';
import { orderState, several, typed } from './fields.js';

const NOBODY = 'none';

const reason = z.string().regex(/^[a-z_]{1,64}$/);
const shape = {
  shop: typed.optional(),
  merchant: typed.optional(),
  state: orderState.optional(),
  assignee: typed.optional(),
  q: typed.optional(),
};

/** What of everything stuck is meant, as query parameters. */
export const STUCK_FILTER = z.strictObject({ reason: several(reason), ...shape });
export type StuckQuery = z.output<typeof STUCK_FILTER>;

export const STUCK_LIST = STUCK_FILTER.extend({
  sort: z.enum(STUCK_SORTS).default('severity'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type StuckList = z.output<typeof STUCK_LIST>;

/** Either everything that matches, or what was picked. A body is 64 kB at most, and so many ids fit into it. */
export const ASK = z
  .strictObject({
    filter: STUCK_FILTER.optional(),
    ids: z.array(z.uuid()).min(1).max(1_500).optional(),
    dryRun: z.boolean().default(false),
  })
  .refine(({ filter, ids }) => (filter === undefined) !== (ids === undefined), {
    message: 'name either a filter or ids',
    path: ['filter'],
  });
export type Ask = z.output<typeof ASK>;

export function toStuckFilter({
  reason: reasons,
  assignee,
  shop,
  merchant,
  state,
  q,
}: StuckQuery): StuckFilter {
  return {
    reasons,
    shop,
    merchant,
    state,
    q,
    ...(assignee !== undefined && { assignee: assignee === NOBODY ? null : assignee }),
  };
}
