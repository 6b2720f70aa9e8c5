import { constants, createHash, createHmac, timingSafeEqual, verify } from 'node:crypto';
import type { Merchant } from '@app/config';
import type { BankCallback } from './callback.js';

type CallbackKey = Merchant['callbackKeys'][number];
type Pairs = BankCallback['pairs'];

/** Told beside the signed text, not in it (gateway.md §6). */
const UNSIGNED: ReadonlySet<string> = new Set(['checksum', 'sign_alias']);
const HEX = /^(?:[0-9A-F]{2})+$/i;

/** `ambiguous`: the checksum is right, and proves nothing. */
export type Checksum = 'right' | 'wrong' | 'ambiguous';

/**
 * Is the callback signed with one of these keys? HMAC-SHA256 or RSA PKCS#1 v1.5 with SHA-512 (gateway.md §6): the key
 * says which, never the callback's own `sign_alias`. A value with `;` is signed ambiguously: the signed text does not escape its
 * separators, so that one value can pass for several parameters.
 */
export function judgeChecksum(pairs: Pairs, keys: readonly CallbackKey[]): Checksum {
  const checksum = pairs.get('checksum') ?? '';
  if (!HEX.test(checksum)) return 'wrong';
  const [text, given] = [Buffer.from(signedText(pairs)), Buffer.from(checksum, 'hex')];
  const fits = keys.some(
    ({ hmac, rsa }) =>
      (hmac !== undefined && isHmac(text, hmac, given)) || (rsa !== undefined && isRsa(text, rsa, given)),
  );
  if (!fits) return 'wrong';
  return [...pairs].some((pair) => pair.join('').includes(';')) ? 'ambiguous' : 'right';
}

export const isSigned = (pairs: Pairs, keys: readonly CallbackKey[]): boolean =>
  judgeChecksum(pairs, keys) === 'right';

/** One fact, one digest, whichever key signed it. */
export const digestOf = (pairs: Pairs): string =>
  createHash('sha256').update(signedText(pairs)).digest('hex');

/** `name;value;` for each name, in the order of their code units. */
export function signedText(pairs: Pairs): string {
  const names = [...pairs.keys()].filter((name) => !UNSIGNED.has(name)).toSorted();
  return names.map((name) => `${name};${pairs.get(name)};`).join('');
}

function isHmac(text: Buffer, secret: string, given: Buffer): boolean {
  const wanted = createHmac('sha256', secret).update(text).digest();
  // The length is no secret, and timingSafeEqual throws on lengths that differ.
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function isRsa(text: Buffer, key: string, given: Buffer): boolean {
  return verify('RSA-SHA512', text, { key, padding: constants.RSA_PKCS1_PADDING }, given);
}
