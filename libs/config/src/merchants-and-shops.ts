import { isPlainHttp } from './web-address.js';
import { CURRENCIES, type Currency } from '@app/kernel';
import { EVENT_TYPES } from '@app/subscriber';
import { z } from 'zod';
import { host, webAddress } from './addresses.js';
import { CALLBACK_KEYS } from './callback-keys.js';

export const SCOPES = ['orders:read', 'orders:write'] as const;
export type Scope = (typeof SCOPES)[number];

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const currency = z.enum(Object.keys(CURRENCIES) as [Currency, ...Currency[]]);

const merchant = z.strictObject({
  id,
  /** REST base of the gateway, ending in `/rest/` (gateway.md §1). */
  baseUrl: webAddress.refine((url) => URL.canParse(url) && isFolder(new URL(url)), 'has to end in /'),
  /** Allows http for the gateway and its pages elsewhere than on this machine: whoever is on the way reads and changes all of it. */
  plainHttp: z.boolean().default(false),
  login: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  /** Hosts (with port where not the scheme's own) that a payment page may live on. */
  paymentPageHosts: z.array(host).min(1),
  currencies: z.array(currency).min(1),
  /** The gateway's code for Kazakh: which of the two it takes is unconfirmed (gateway.md §1). */
  kazakhLanguageCode: z.enum(['kk', 'kz']).default('kk'),
  /** The rate agreed with the bank, over all processes; absent: no limit is kept. */
  callsPerSecond: z.number().int().min(1).max(1_000).optional(),
  callbackKeys: CALLBACK_KEYS,
  /** Tell the bank with every order where callbacks go; it has to allow that (gateway.md §2, dynamicCallbackUrl). */
  dynamicCallbackUrl: z.boolean().default(false),
  /**
   * Days after the end of a page on which the bank is asked about it once more: refunds made in the bank's cabinet, late money and
   * disputes that no callback told of. May be empty.
   */
  aftercareDays: z
    .array(z.number().int().min(1).max(3_650))
    .default([1, 3, 7, 14, 30, 60, 90, 120])
    .transform((days) => days.toSorted((one, other) => one - other)),
  timeZone: z.string().default('Asia/Almaty').refine(isTimeZone, 'is not a time zone'),
});

const shop = z.strictObject({
  id,
  name: z.string().min(1),
  merchant: id,
  apiKeys: z
    .array(
      z.strictObject({
        id,
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        scopes: z.array(z.enum(SCOPES)).default([...SCOPES]),
      }),
    )
    .min(1),
  /** Hosts (with port where not the scheme's own) that a payer may be sent back to. */
  returnHosts: z.array(host).min(1),
  /** Allows http for addresses that payers are sent back to elsewhere than on this machine. */
  plainHttp: z.boolean().default(false),
  defaultLanguage: z.enum(['kk', 'ru', 'en']).default('ru'),
  /** Lifetime of a payment page in seconds, where the shop's request names none; the gateway's own default is 1200. */
  defaultLifetimeSeconds: z.number().int().min(60).max(604_800).default(1200),
});

const subscription = z.strictObject({
  name: id,
  /** Short event types, such as `order.paid`; absent means every type. */
  types: z.array(z.enum(EVENT_TYPES)).min(1).optional(),
  /** Shop ids; absent means every shop. */
  shops: z.array(id).min(1).optional(),
  from: z.union([z.literal('beginning'), z.literal('now'), z.iso.datetime({ offset: true })]).default('now'),
  /** How many seconds of events are handed over again when its queue was lost and it is unknown how much was in it. */
  replayAfterLossSeconds: z.number().int().min(0).default(172_800),
  /** Switched off, with its cursor kept. One that is not named any more goes on. */
  removed: z.boolean().default(false),
});

/** The YAML file: who we are at the bank, who may ask us, who wants to know. */
export const MERCHANTS_AND_SHOPS = z
  .strictObject({
    merchants: z.array(merchant).min(1),
    shops: z.array(shop).min(1),
    subscriptions: z.array(subscription).default([]),
  })
  .superRefine((config, context) => {
    const complain = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    for (const [list, names] of Object.entries({
      merchants: config.merchants.map((row) => row.id),
      shops: config.shops.map((row) => row.id),
      subscriptions: config.subscriptions.map((row) => row.name),
      apiKeys: config.shops.flatMap((row) => row.apiKeys.map((key) => key.sha256)),
    })) {
      if (new Set(names).size < names.length) complain([list], 'has two entries of one name');
    }
    config.merchants.forEach((row, at) => {
      if (isPlainHttp(new URL(row.baseUrl)) && !row.plainHttp)
        complain(['merchants', at, 'baseUrl'], 'is http: use https, or allow it by plainHttp: true');
    });
    config.shops.forEach((row, at) => {
      if (!config.merchants.some((known) => known.id === row.merchant))
        complain(['shops', at, 'merchant'], 'names no merchant of this file');
    });
    config.subscriptions.forEach((row, at) => {
      if (row.shops?.some((wanted) => !config.shops.some((known) => known.id === wanted)))
        complain(['subscriptions', at, 'shops'], 'names no shop of this file');
    });
  });

export type MerchantsAndShops = z.output<typeof MERCHANTS_AND_SHOPS>;
export type Merchant = MerchantsAndShops['merchants'][number];
export type Shop = MerchantsAndShops['shops'][number];
export type SubscriptionConfig = MerchantsAndShops['subscriptions'][number];

const isFolder = ({ pathname, search, hash }: URL): boolean =>
  pathname.endsWith('/') && search === '' && hash === '';

function isTimeZone(name: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
