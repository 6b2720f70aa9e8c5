import { createPublicKey } from 'node:crypto';
import { z } from 'zod';

const callbackKey = z
  .strictObject({
    /** The token shared with the bank's portal: HMAC-SHA256. */
    hmac: z.string().min(8).max(1024).optional(),
    /** The bank's public key or certificate as PEM: RSA with SHA-512. */
    rsa: z.string().refine(isRsaPublicKey, 'is no RSA public key or certificate in PEM').optional(),
  })
  .refine(({ hmac, rsa }) => (hmac === undefined) !== (rsa === undefined), 'needs one of hmac and rsa');

/** What the bank signs callbacks with (gateway.md §6): two while one replaces the other. */
export const CALLBACK_KEYS = z.array(callbackKey).max(2).default([]);

function isRsaPublicKey(pem: string): boolean {
  // A private key would do as well, and has no business here.
  if (pem.includes('PRIVATE KEY')) return false;
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
