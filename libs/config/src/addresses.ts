import { readHost, readWebAddress } from './web-address.js';
import { z } from 'zod';

/** An http address, handed on as it was read. */
export const webAddress = z.string().transform((text, context) => {
  const address = readWebAddress(text);
  if (!('fault' in address)) return address.href;
  context.addIssue({ code: 'custom', message: address.fault });
  return z.NEVER;
});

/** A host, with its port where that is not the scheme's own, written in the one way that addresses are compared by. */
export const host = z.string().transform((text, context) => {
  const known = readHost(text);
  if (known !== null) return known;
  context.addIssue({ code: 'custom', message: 'is no host such as shop.example or shop.example:8443' });
  return z.NEVER;
});
