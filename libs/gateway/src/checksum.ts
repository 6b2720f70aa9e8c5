import { constants, createHash, createHmac, timingSafeEqual, verify } from 'node:crypto';
import type { Merchant } from '@app/config';
import type { BankCallback } from './callback.js';

type CallbackKey = Merchant['callbackKeys'][number];
type Pairs = BankCallback['pairs'];

/** Told beside the signed text, not in it (gateway.md §6). */
const UNSIGNED: ReadonlySet<string> = new Set(['checksum', 'sign_alias']);
const HEX = /^(?:[0-9A-F]{2})+$/i;

/**
 * Is the callback signed with one of these keys? HMAC-SHA256 or RSA PKCS#1 v1.5 with SHA-512 (gateway.md §6): the key
 * says which, never the callback's own `sign_alias`.
 */
export function isSigned(pairs: Pairs, keys: readonly CallbackKey[]): boolean {
  const checksum = pairs.get('checksum') ?? '';
  if (!HEX.test(checksum)) return false;
  const [text, given] = [Buffer.from(signedText(pairs)), Buffer.from(checksum, 'hex')];
  return keys.some(
    ({ hmac, rsa }) =>
      (hmac !== undefined && isHmac(text, hmac, given)) || (rsa !== undefined && isRsa(text, rsa, given)),
  );
}

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
