import type { Order } from '@app/orders';
import { z } from 'zod';

/**
 * One coming back from the bank. `since`, by the database's clock, travels with the waiting page. All of it says how long we wait
 * and in what language, never what is true.
 */
export type Visit = Readonly<{
  since: Date;
  /** By the address that the bank has for payments that failed. */
  byFailAddress: boolean;
  language: Order['language'] | null;
}>;

/** Our own part of the query; the bank adds to it, and so may anybody. */
const QUERY = z.object({
  since: z.coerce.number().int().min(0).optional().catch(undefined),
  failed: z.literal('1').optional().catch(undefined),
  language: z.enum(['kk', 'ru', 'en']).optional().catch(undefined),
});
type Query = z.output<typeof QUERY>;

export const readQuery = (query: unknown): Query => QUERY.parse(query ?? {});

/** Nothing began after now. */
export function visitOf({ since, failed, language }: Query, now: Date, begun: Date | null = null): Visit {
  const sinceMs = since ?? (begun ?? now).getTime();
  return {
    since: new Date(Math.min(sinceMs, now.getTime())),
    byFailAddress: failed !== undefined,
    language: language ?? null,
  };
}

/** The same visit as a query. */
export function queryOf({ since, byFailAddress, language }: Visit): string {
  return new URLSearchParams({
    since: String(since.getTime()),
    ...(byFailAddress && { failed: '1' }),
    ...(language && { language }),
  }).toString();
}
