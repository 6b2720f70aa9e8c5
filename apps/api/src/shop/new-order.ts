import { type Merchant, type Shop, webAddress } from '@app/config';
import { isAmongHosts, isPlainHttp } from '@app/config';
import { AppError, CURRENCIES, type Currency, type FieldError } from '@app/kernel';
import type { OrderRequest } from '@app/orders';
import { z } from 'zod';

/**
 * The gateway refuses requests with anything that looks like code (gateway.md §1). Half a surrogate pair is no text at
 * all: no database stores it.
 */
const plainText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}<>]*$/u, 'has control characters, < or >');

/** Neither of the two can be stored. */
const storable = z.string().regex(/^[^\0\p{Cs}]*$/u, 'has a NUL or half a surrogate pair');

/** Goes into a header of the payer's redirect, which carries visible ASCII alone. */
const address = z
  .string()
  .max(2_000)
  .regex(/^[\x21-\x7e]+$/, 'has characters that have to be percent-encoded')
  .meta({ format: 'uri' })
  .pipe(webAddress);
const currency = z.enum(Object.keys(CURRENCIES) as [Currency, ...Currency[]]);
const METADATA_BYTES = 4_096;

/** Body of POST /v1/orders. The limits are the gateway's (gateway.md §2) or tighter, so that it has nothing to refuse. */
export const NEW_ORDER = z.strictObject({
  orderNumber: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[^\p{Cc}\p{Cs}]*[^\p{Cc}\p{Cs}\s]$/u, 'has control characters or a blank end'),
  /** Integer minor units: 125000 is 1250.00 ₸. */
  amount: z.int().min(1).max(999_999_999_999),
  currency,
  successUrl: address,
  failUrl: address.optional(),
  description: plainText(598).optional(),
  language: z.enum(['kk', 'ru', 'en']).optional(),
  mode: z
    .enum(['charge', 'hold'])
    .default('charge')
    .describe("`hold`: the money is only held. For now it is captured, or released, in the bank's cabinet."),
  /** Lifetime of the payment page in seconds. */
  expiresInSeconds: z.int().min(60).max(604_800).optional(),
  payer: z
    .strictObject({
      email: z.email().max(40).optional(),
      phone: z
        .string()
        .regex(/^\+?\d{7,15}$/)
        .optional(),
      id: plainText(255).optional(),
    })
    .optional(),
  metadata: z
    .record(storable.min(1).max(64), storable.max(500))
    .refine((map) => Object.keys(map).length <= 20, 'has more than 20 keys')
    .refine((map) => Buffer.byteLength(JSON.stringify(map)) <= METADATA_BYTES, 'has more than 4 kB')
    .optional(),
});
export type NewOrder = z.output<typeof NEW_ORDER>;

/** The body as an order of this shop. Throws INVALID_REQUEST for what only the configuration can tell is wrong. */
export function toOrderRequest(body: NewOrder, shop: Shop, merchant: Merchant): OrderRequest {
  const faults: FieldError[] = [
    ...addressFault('/successUrl', body.successUrl, shop),
    ...(body.failUrl ? addressFault('/failUrl', body.failUrl, shop) : []),
    ...(merchant.currencies.includes(body.currency)
      ? []
      : [{ pointer: '/currency', detail: `The merchant takes ${merchant.currencies.join(', ')}` }]),
  ];
  if (faults.length > 0)
    throw new AppError('INVALID_REQUEST', 'Some fields are not allowed for this shop', faults);
  return {
    shopId: shop.id,
    orderNumber: body.orderNumber,
    amountMinor: BigInt(body.amount),
    currency: body.currency,
    mode: body.mode,
    successUrl: body.successUrl,
    failUrl: body.failUrl ?? null,
    description: body.description ?? null,
    language: body.language ?? shop.defaultLanguage,
    lifetimeSeconds: body.expiresInSeconds ?? shop.defaultLifetimeSeconds,
    payerEmail: body.payer?.email ?? null,
    payerPhone: body.payer?.phone ?? null,
    payerClientId: body.payer?.id ?? null,
    metadata: body.metadata ?? {},
  };
}

/** A payer is sent back only to hosts the shop has named: an open redirect would lend our name to anybody. */
function addressFault(pointer: string, address: string, shop: Shop): FieldError[] {
  const url = new URL(address);
  if (!isAmongHosts(url, shop.returnHosts))
    return [{ pointer, detail: 'The host is not among the return hosts of the shop' }];
  if (isPlainHttp(url) && !shop.plainHttp) return [{ pointer, detail: 'The address has to be https' }];
  return [];
}
