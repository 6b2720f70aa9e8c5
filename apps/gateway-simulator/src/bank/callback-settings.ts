import { z } from 'zod';
import { EXTRA_PARAMETERS } from './extra-parameters.js';

/** How the bank tells a merchant what happens to its orders (gateway.md §6), as its portal would have it. */
export const CALLBACKS = z.strictObject({
  /** Where to; an order that named an address of its own gets its callbacks there. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  method: z.enum(['GET', 'POST']).default('POST'),
  /** What they are signed with, the shared token or the bank's private key as PEM; neither: they are not. */
  hmac: z.string().optional(),
  rsa: z.string().optional(),
  /** The key's name, sent beside a checksum and not signed. */
  signAlias: z.string().min(1).optional(),
  /** What they say by agreement, beside the order, the operation and its status; signed like all. */
  extra: z.array(z.enum(EXTRA_PARAMETERS)).default([]),
  /** Parameters of these names with these values, whatever the order is; signed like all. */
  verbatim: z.record(z.string().min(1), z.string()).default({}),
  /** As the platform's own RSA sample. */
  omitOrderNumber: z.boolean().default(false),
  /** What a POST says its body is. It is a form all the same. */
  contentType: z.string().min(1).default('application/x-www-form-urlencoded;charset=UTF-8'),
  /** Until one is answered with 200; then the bank gives up. */
  tries: z.number().int().min(1).default(3),
  retryAfterMs: z.number().int().min(0).default(30_000),
});

export type CallbackSettings = Readonly<z.output<typeof CALLBACKS>>;
