import { z } from 'zod';

/** How the bank tells a merchant what happens to its orders (gateway.md §6), as its portal would have it. */
export const CALLBACKS = z.strictObject({
  /** Where to; an order that named an address of its own gets its callbacks there. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  method: z.enum(['GET', 'POST']).default('POST'),
  /** What they are signed with, the shared token or the bank's private key as PEM; neither: they are not. */
  hmac: z.string().optional(),
  rsa: z.string().optional(),
  /** Until one is answered with 200; then the bank gives up. */
  tries: z.number().int().min(1).default(3),
  retryAfterMs: z.number().int().min(0).default(30_000),
});

export type CallbackSettings = Readonly<z.output<typeof CALLBACKS>>;
