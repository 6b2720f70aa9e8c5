import { readSettings } from '@app/config';
import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/ });

const ENVIRONMENT = z.object({
  DEMO_SHOP_PORT: z.coerce.number().int().min(1).max(65535).default(3001),
  LISTEN_ADDRESS: z.string().default('127.0.0.1'),
  TOLEM_URL: httpUrl,
  TOLEM_API_KEY: z.string(),
  /** The key of a second shop, whose merchant allows one attempt per payment page. */
  TOLEM_STRICT_API_KEY: z.string(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Where Tolem hands its events over: `redis://…` or `postgresql://…`; absent, it is the shop's own database. */
  TOLEM_EVENTS_URL: z
    .string()
    .regex(/^(redis|postgres)/)
    .optional(),
  /** Where the gateway simulator shows its log; absent, the shop cannot see what happens at the bank. */
  SIMULATOR_URL: httpUrl.optional(),
  SUBSCRIPTION: z.string().default('demo-shop'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** With whose key an order is made: `usual` lets a payer try several cards on one page, `strict` only one. */
export const SHOP_CHOICES = ['usual', 'strict'] as const;
export type ShopChoice = (typeof SHOP_CHOICES)[number];

/** What the shop is told from outside, read once at its start. */
export class ShopSettings {
  constructor(
    readonly port: number,
    readonly address: string,
    readonly tolemUrl: string,
    readonly apiKeys: Readonly<Record<ShopChoice, string>>,
    readonly databaseUrl: string,
    readonly eventsUrl: string,
    readonly subscription: string,
    readonly logLevel: string,
    readonly simulatorUrl?: string,
  ) {}

  /** Where payers come back to. Made from settings alone: a request's Host header is anybody's word. */
  get ownUrl(): string {
    const everywhere = this.address === '0.0.0.0' || this.address === '::';
    const host = everywhere ? '127.0.0.1' : this.address;
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }
}

/** Reads the environment; throws a SettingsError naming every bad setting and no value. */
export function readShopSettings(env?: NodeJS.ProcessEnv): ShopSettings {
  const environment = readSettings(ENVIRONMENT, env);
  return new ShopSettings(
    environment.DEMO_SHOP_PORT,
    environment.LISTEN_ADDRESS,
    environment.TOLEM_URL,
    { usual: environment.TOLEM_API_KEY, strict: environment.TOLEM_STRICT_API_KEY },
    environment.DATABASE_URL,
    environment.TOLEM_EVENTS_URL ?? environment.DATABASE_URL,
    environment.SUBSCRIPTION,
    environment.LOG_LEVEL,
    environment.SIMULATOR_URL,
  );
}
