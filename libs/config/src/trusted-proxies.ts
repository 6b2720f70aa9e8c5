import { isIP } from 'node:net';
import { z } from 'zod';

/** What Fastify knows by name. */
const NAMED: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Proxies whose word about a client's address is taken, by their own: `10.0.0.7,fd00::/8,loopback`. */
export const trustedProxies = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .refine(
    (items) => items.every(isProxy),
    'is no list of addresses and networks such as 10.0.0.7,10.1.0.0/16',
  );

function isProxy(item: string): boolean {
  if (NAMED.has(item)) return true;
  const [address = '', length, ...more] = item.split('/');
  const version = address.includes('%') ? 0 : isIP(address);
  if (version === 0 || more.length > 0) return false;
  // None of length 0: whoever trusts everybody lets everybody say where he comes from.
  return (
    length === undefined || (/^[1-9]\d{0,2}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128))
  );
}

/** Shorter than any private network is: two of length 1 are everybody. */
export function namesAlmostEverybody(item: string): boolean {
  const [address = '', length] = item.split('/');
  if (length === undefined) return false;
  // An IPv4 network can be written as one of IPv6.
  if (/^::ffff:/i.test(address)) return Number(length) - 96 < 8;
  return Number(length) < (isIP(address) === 4 ? 8 : 7);
}
