import { z } from 'zod';
import { storable } from './storable.js';

/**
 * Building blocks for the bank's answers. Numbers may come as text and fields may come broken or not at all
 * (gateway.md §1, forward compatibility): a field that cannot be read counts as missing, never as an error.
 */
const integer = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** What a column of four bytes can hold: no code of the gateway is longer. */
export const maybeInteger = integer
  .refine((value) => Math.abs(value) <= 0x7fffffff)
  .nullish()
  .catch(undefined);
/** Integer minor units, as bigint. */
export const maybeMinor = integer.refine(Number.isSafeInteger).transform(BigInt).nullish().catch(undefined);
/** Empty text counts as missing: the gateway sends `""` where it has nothing to say. */
export const maybeText = z
  .union([z.string(), z.number().transform(String)])
  .transform((text) => storable(text) || undefined)
  .nullish()
  .catch(undefined);
export const maybeBoolean = z.boolean().nullish().catch(undefined);
/** Milliseconds since 1970 UTC; older answers may carry ISO text. */
export const maybeInstant = z
  .union([integer, z.iso.datetime({ offset: true, local: true })])
  .transform((value) => new Date(value))
  .refine((date) => !Number.isNaN(date.getTime()))
  .nullish()
  .catch(undefined);
export const maybeParams = z
  .array(z.object({ name: z.string(), value: z.string() }))
  .nullish()
  .catch(undefined);

/** `errorCode` comes as text, as a number or not at all; `success: true` wins over it (gateway.md §1). */
export const resultCode = z
  .looseObject({
    errorCode: z.unknown().optional(),
    success: z.unknown().optional(),
    errorMessage: maybeText,
  })
  .transform(({ errorCode, success, errorMessage }) => ({
    code: success === true ? 0 : codeOf(errorCode),
    message: errorMessage ?? '',
  }));

/** NaN for what is no code: `Number` would make success of an empty text. */
function codeOf(errorCode: unknown): number {
  if (errorCode === undefined || errorCode === null) return 0;
  const isCode =
    typeof errorCode === 'number' || (typeof errorCode === 'string' && /^\s*-?\d+\s*$/.test(errorCode));
  return isCode ? Number(errorCode) : Number.NaN;
}
