import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A time-ordered id (UUID v7): rows made together lie together in an index. */
export const newId = (): string => v7();

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** `length` random characters of five bits each. */
export function randomBase32(length: number): string {
  return [...randomBytes(length)].map((byte) => BASE32[byte & 31]).join('');
}

/** 192 random bits, safe in a URL: enough that nobody guesses somebody else's. */
export const randomToken = (): string => randomBytes(24).toString('base64url');
