import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, so a plain SHA-256 of them is enough; only that is ever stored. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Follows from the cookie, which no script can read: there is nothing to store, and it tells nothing about the cookie. */
export const csrfOf = (token: string): string =>
  createHmac('sha256', token).update('csrf').digest('base64url');

/** How long it takes tells nothing about what was expected. */
export function isCsrf(token: string, sent: unknown): boolean {
  if (typeof sent !== 'string') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(csrfOf(token)));
}
