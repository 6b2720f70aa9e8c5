import { readCrashOrder } from '@app/process';
import { readRedisUrl } from '@app/subscriber';
import { z } from 'zod';
import { webAddress } from './addresses.js';
import { trustedProxies } from './trusted-proxies.js';

const port = z.coerce.number().int().min(1).max(65535);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
/** Read here as subscribers read it, so that nobody finds out later that it means nothing. */
const redisUrl = z.string().superRefine((url, context) => {
  const address = readRedisUrl(url);
  if ('fault' in address) context.addIssue({ code: 'custom', message: address.fault });
});

const SETTINGS = z.object({
  DATABASE_URL: postgresUrl,
  /** Puts the jobs on Redis; without it they live in the same Postgres. Forms: libs/subscriber/src/redis-url.ts. */
  REDIS_URL: redisUrl.optional(),
  /** Where subscribers' queues live, if that is not the Redis of `REDIS_URL`. */
  EVENTS_REDIS_URL: redisUrl.optional(),
  /** Base address the bank and the payers reach us at, e.g. `https://pay.example.kz`. */
  PUBLIC_URL: webAddress.refine(
    (url) => !URL.canParse(url) || new URL(url).pathname === '/',
    'must have no path',
  ),
  /** Path of the YAML file with merchants, shops and subscriptions. */
  TOLEM_CONFIG: z.string(),
  LISTEN_ADDRESS: z.string().default('127.0.0.1'),
  /** Which proxies the api believes when they say whom a request is from. By default nobody. */
  TRUST_PROXY: trustedProxies.optional(),
  API_PORT: port.default(3000),
  WORKER_PORT: port.default(3010),
  /** How long the api still answers after SIGTERM, in milliseconds, while load balancers read that it is not ready. */
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(0).max(60_000).default(5_000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** How long one call to the gateway may take, in milliseconds; the gateway publishes no number, clients use 30 s. */
  GATEWAY_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(30_000),
  /** How often a login that the gateway refuses is tried, in milliseconds: a bank may lock one that knocks too often. */
  GATEWAY_LOGIN_PROBE_MS: z.coerce.number().int().min(100).max(3_600_000).default(60_000),
  NODE_ENV: z.string().optional(),
  /** For tests: the process kills itself at this point, `<name>` or `<name>:<n-th time>` (libs/process/src/crash-points.ts). */
  TOLEM_CRASH_AT: z
    .string()
    .refine((text) => readCrashOrder(text) !== undefined, 'names no crash point')
    .optional(),
  /** For tests: a file that gets a line before the process kills itself. */
  TOLEM_CRASH_LOG: z.string().optional(),
});

/** What api and worker read from the environment. Comfort has defaults; identity (URLs, secrets, files) has none. */
export const TOLEM_ENVIRONMENT = SETTINGS.refine(
  ({ NODE_ENV, TOLEM_CRASH_AT }) => TOLEM_CRASH_AT === undefined || NODE_ENV === 'test',
  { path: ['TOLEM_CRASH_AT'], message: 'is for tests alone (NODE_ENV=test)' },
);
