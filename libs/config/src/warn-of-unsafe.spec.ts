// Aim: what is unsafe in production is told at every start there, in plain words and without a value, and nothing else is.
import { MERCHANTS_AND_SHOPS } from './merchants-and-shops.js';
import { TOLEM_ENVIRONMENT } from './environment.js';
import { TolemConfig } from './tolem-config.js';
import { unsafeSettings } from './warn-of-unsafe.js';

const ENVIRONMENT = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db.example/tolem',
  REDIS_URL: 'redis://jobs.example',
  EVENTS_REDIS_URL: 'redis://events.example',
  PUBLIC_URL: 'https://pay.example.kz',
  TOLEM_CONFIG: 'tolem.yaml',
};
const MERCHANT = {
  id: 'main',
  baseUrl: 'https://bank.example/rest/',
  login: 'api',
  password: 'secret',
  paymentPageHosts: ['bank.example'],
  currencies: ['KZT'],
};
const SHOP = {
  id: 'shoes',
  name: 'Shoes',
  merchant: 'main',
  apiKeys: [{ id: 'one', sha256: 'a'.repeat(64) }],
  returnHosts: ['shop.example'],
};

function warnings(environment: object = {}, merchant: object = {}, shop: object = {}): string[] {
  const file = { merchants: [{ ...MERCHANT, ...merchant }], shops: [{ ...SHOP, ...shop }] };
  return unsafeSettings(
    new TolemConfig(
      TOLEM_ENVIRONMENT.parse({ ...ENVIRONMENT, ...environment }),
      MERCHANTS_AND_SHOPS.parse(file),
    ),
  );
}

it('says nothing of a production that is safe', () => {
  expect(warnings({ TRUST_PROXY: 'loopback,10.0.0.0/8,fc00::/7' })).toEqual([]);
  expect(warnings({}, { callbackKeys: [{ hmac: 'x'.repeat(16) }] })).toEqual([]);
});

it.each([
  ['no Redis', { REDIS_URL: undefined }, {}, /^REDIS_URL is not set/],
  ['events with no Redis', { REDIS_URL: undefined, EVENTS_REDIS_URL: undefined }, {}, /need its password/],
  ['events on the Redis of the jobs', { EVENTS_REDIS_URL: undefined }, {}, /^EVENTS_REDIS_URL is not set/],
  ['the same Redis twice', { EVENTS_REDIS_URL: ENVIRONMENT.REDIS_URL }, {}, /^EVENTS_REDIS_URL/],
  ['every proxy of IPv4', { TRUST_PROXY: '0.0.0.0/1,128.0.0.0/1' }, {}, /^TRUST_PROXY trusts almost/],
  ['every proxy of IPv6', { TRUST_PROXY: '2000::/3' }, {}, /^TRUST_PROXY trusts almost/],
  [
    'a short callback key',
    {},
    { callbackKeys: [{ hmac: 'x'.repeat(15) }] },
    /of the merchant main has fewer/,
  ],
  ['itself behind http', { PUBLIC_URL: 'http://pay.example.kz' }, {}, /^PUBLIC_URL is http/],
])('warns of %s in production, and only there', (_what, environment, merchant, text) => {
  const told = warnings(environment, merchant);
  expect(told.filter((warning) => text.test(warning))).toHaveLength(1);
  expect(told.join()).not.toMatch(/example|x{15}/);
  expect(warnings({ ...environment, NODE_ENV: 'development' }, merchant)).toEqual([]);
});

it.each([
  ['merchant', { plainHttp: true }, {}, 'The merchant main'],
  ['shop', {}, { plainHttp: true }, 'The shop shoes'],
])('warns of a %s that allows http, wherever it runs', (_what, merchant, shop, name) => {
  for (const NODE_ENV of ['production', 'development'])
    expect(warnings({ NODE_ENV }, merchant, shop)).toEqual([
      `${name} allows http (plainHttp): anybody on the way can read and change what is sent.`,
    ]);
});
