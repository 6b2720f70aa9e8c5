import { isPlainHttp } from './web-address.js';
import { Logger } from '@nestjs/common';
import type { TolemConfig } from './tolem-config.js';
import { namesAlmostEverybody } from './trusted-proxies.js';

const SAFE_KEY_LENGTH = 16;

/** A start says what it would rather not be told, and goes on: it may be meant so. */
export function warnOfUnsafe(config: TolemConfig): void {
  const logger = new Logger('Configuration');
  for (const warning of unsafeSettings(config)) logger.warn(warning);
}

/** Each names its setting and never a value. */
export function unsafeSettings(config: TolemConfig): string[] {
  const production = config.environment.NODE_ENV === 'production';
  return [...plainConnections(config), ...(production ? unsafeInProduction(config) : [])];
}

function plainConnections({ file }: TolemConfig): string[] {
  const whose = [
    ...file.merchants.filter(({ plainHttp }) => plainHttp).map(({ id }) => `The merchant ${id}`),
    ...file.shops.filter(({ plainHttp }) => plainHttp).map(({ id }) => `The shop ${id}`),
  ];
  return whose.map(
    (name) => `${name} allows http (plainHttp): anybody on the way can read and change what is sent.`,
  );
}

function unsafeInProduction(config: TolemConfig): string[] {
  const { TRUST_PROXY = [], PUBLIC_URL } = config.environment;
  return [
    ...jobStores(config),
    ...(TRUST_PROXY.some(namesAlmostEverybody)
      ? ['TRUST_PROXY trusts almost every address: any client can say where it comes from.']
      : []),
    ...(isPlainHttp(new URL(PUBLIC_URL))
      ? ['PUBLIC_URL is http: payers come back, and callbacks arrive, unencrypted.']
      : []),
    ...shortKeys(config),
  ];
}

function jobStores({ environment: { REDIS_URL, EVENTS_REDIS_URL } }: TolemConfig): string[] {
  if (!REDIS_URL)
    return [
      'REDIS_URL is not set: jobs live in the same Postgres as the orders, which is slower under load.',
      ...(EVENTS_REDIS_URL
        ? []
        : ['Events are handed over in that Postgres, so subscribers by queue need its password.']),
    ];
  if (EVENTS_REDIS_URL && serverOf(EVENTS_REDIS_URL) !== serverOf(REDIS_URL)) return [];
  return [
    'EVENTS_REDIS_URL is not set, or is REDIS_URL: subscribers share the Redis of our own jobs, and can read and delete them.',
  ];
}

/** Another database or user of the same Redis is no other Redis. */
function serverOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname.toLowerCase()}:${port || 6379}`;
}

function shortKeys({ file }: TolemConfig): string[] {
  return file.merchants
    .filter(({ callbackKeys }) =>
      callbackKeys.some(({ hmac }) => hmac !== undefined && hmac.length < SAFE_KEY_LENGTH),
    )
    .map(
      ({ id }) =>
        `A callback key of the merchant ${id} has fewer than ${SAFE_KEY_LENGTH} characters: it can be guessed.`,
    );
}
