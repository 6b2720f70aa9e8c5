import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import pLimit from 'p-limit';

/** Names as scrypt's paper has them; `ln` is the logarithm of N. */
export type Cost = Readonly<{ ln: number; r: number; p: number }>;

/** OWASP's second choice: 32 MB and about a fifth of a second for each guess. Newer costs go for new passwords only. */
const COST: Cost = { ln: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const STORED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
/** They share four threads with whatever else the process does, and each takes its memory: a rush of guesses waits. */
const inTurn = pLimit(2);

export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return written(cost, salt, await hash(password, salt, cost));
}

/** Takes as long whether it is right or not. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, ln, r, p, salt, expected] = STORED.exec(stored) ?? [];
  if (!salt || !expected) throw new Error('A stored password is not one of ours');
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const given = await hash(password, Buffer.from(salt, 'base64url'), cost);
  const wanted = Buffer.from(expected, 'base64url');
  return wanted.length === given.length && timingSafeEqual(given, wanted);
}

/** Nobody's password: what is compared for a name that nobody has, so that the answer comes no sooner. */
export const NOBODYS_HASH = written(COST, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

function hash(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln;
  // One letter may be typed in several ways, by the keyboard's mood.
  const text = password.normalize('NFKC');
  return inTurn(() => derive(text, salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r + 256 * r * p }));
}

function written({ ln, r, p }: Cost, salt: Buffer, hashed: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${hashed.toString('base64url')}`;
}
