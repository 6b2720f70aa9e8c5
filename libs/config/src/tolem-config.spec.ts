// Aim: a wrong setting stops the start with its name, never with its value. Method: one fault at a time in a
// configuration that is right, each carrying a word that must not be told.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { SettingsError } from './read-settings.js';
import { readTolemConfig } from './tolem-config.js';

const SECRET = 'hunter2';
const folder = mkdtempSync(path.join(tmpdir(), 'tolem-config-'));
const file = path.join(folder, 'tolem.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ENVIRONMENT = {
  DATABASE_URL: `postgres://tolem:${SECRET}@db.example/tolem`,
  PUBLIC_URL: 'https://pay.example.kz',
  TOLEM_CONFIG: file,
};

type Settings = Record<string, Record<string, unknown>[]>;
const MERCHANT = {
  id: 'main',
  baseUrl: 'https://bank.example/payment/rest/',
  login: 'shop-api',
  password: SECRET,
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
const HMAC = `${SECRET}-and-more`;
const PEMS = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const FILE: Settings = { merchants: [MERCHANT], shops: [SHOP] };

function read(settings: Settings | string = FILE, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(file, typeof settings === 'string' ? settings : stringify(settings));
  return readTolemConfig({ ...ENVIRONMENT, ...env });
}

/** What the start says when it stops. */
function complaint(settings?: Settings | string, env?: NodeJS.ProcessEnv): string {
  try {
    read(settings, env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  return 'nothing is wrong';
}

it('reads what is right, with comfort where nothing is said', () => {
  const { environment, file: settings } = read();
  expect(environment).toMatchObject({ API_PORT: 3000, WORKER_PORT: 3010, GATEWAY_TIMEOUT_MS: 30_000 });
  expect(environment.LISTEN_ADDRESS).toBe('127.0.0.1');
  expect(settings.merchants[0]).toMatchObject({ timeZone: 'Asia/Almaty', kazakhLanguageCode: 'kk' });
  expect(settings.shops[0]).toMatchObject({ defaultLanguage: 'ru', defaultLifetimeSeconds: 1200 });
  expect(settings.shops[0]!.apiKeys[0]!.scopes).toEqual(['orders:read', 'orders:write']);
  expect(settings.subscriptions).toEqual([]);
});

it('takes every active currency of ISO 4217, and names the place of any other', () => {
  const currencies = ['KZT', 'KGS', 'UZS', 'JPY', 'KWD'];
  expect(read({ ...FILE, merchants: [{ ...MERCHANT, currencies }] }).file.merchants[0]!.currencies).toEqual(
    currencies,
  );
  for (const unknown of ['RUR', '398', 'XXX', 'kzt'])
    expect(complaint({ ...FILE, merchants: [{ ...MERCHANT, currencies: ['KZT', unknown] }] })).toContain(
      'merchants.0.currencies.1 is not valid',
    );
});

it('finds merchants and shops by their ids', () => {
  const config = read();
  expect(config.mustFindMerchant('main').login).toBe('shop-api');
  expect(config.mustFindShop('shoes').merchant).toBe('main');
  expect(config.findMerchant('other')).toBeUndefined();
  expect(() => config.mustFindMerchant('other')).toThrow('other');
  expect(() => config.mustFindShop('other')).toThrow('other');
});

describe('the environment', () => {
  it.each(['DATABASE_URL', 'PUBLIC_URL', 'TOLEM_CONFIG'])('without %s nothing starts', (name) => {
    expect(complaint(FILE, { [name]: undefined })).toBe(`environment: ${name} is missing`);
    expect(complaint(FILE, { [name]: '' })).toBe(`environment: ${name} is missing`);
  });

  it.each([
    ['DATABASE_URL', `mysql://root:${SECRET}@db/tolem`],
    ['DATABASE_URL', SECRET],
    ['API_PORT', SECRET],
    ['API_PORT', '0'],
    ['API_PORT', '65536'],
    ['WORKER_PORT', '30.5'],
    ['LOG_LEVEL', SECRET],
    ['GATEWAY_TIMEOUT_MS', '99'],
    ['GATEWAY_TIMEOUT_MS', '60001'],
    ['GATEWAY_TIMEOUT_MS', SECRET],
  ])('a wrong %s stops it', (name, value) => {
    expect(complaint(FILE, { [name]: value })).toBe(`environment: ${name} is not valid`);
  });

  it.each([
    [`ftp://${SECRET}.example`, 'is no address that begins with http:// or https://'],
    [`${SECRET}.example`, 'is no address that begins with http:// or https://'],
    [`https://${SECRET}@pay.example`, 'names a user before its host'],
    [`https://pay.example\\@${SECRET}`, 'has blanks, control characters or a backslash'],
    [`https://pay.example/${SECRET}`, 'must have no path'],
  ])('a PUBLIC_URL of %s stops it, with the reason', (url, reason) => {
    expect(complaint(FILE, { PUBLIC_URL: url })).toBe(`environment: PUBLIC_URL ${reason}`);
  });

  it.each([
    ['redis+sentinel://a,b', 'has to end in the name of the master: /name, or /name/db'],
    [`redis://h/${SECRET}`, 'has to end in the number of a database, or in nothing'],
  ])('a Redis at %s stops it, with the reason', (url, reason) => {
    for (const name of ['REDIS_URL', 'EVENTS_REDIS_URL'])
      expect(complaint(FILE, { [name]: url })).toBe(`environment: ${name} ${reason}`);
  });

  it.each([
    ['10.0.0.7', ['10.0.0.7']],
    ['loopback, 10.0.0.0/8 ,fd00::/8', ['loopback', '10.0.0.0/8', 'fd00::/8']],
    ['', undefined],
  ])('takes proxies by address and network: %j', (TRUST_PROXY, proxies) => {
    expect(read(FILE, { TRUST_PROXY }).environment.TRUST_PROXY).toEqual(proxies);
  });

  it.each(['true', '1', SECRET, '0.0.0.0/0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.1,,10.0.0.2', 'fd00::/129'])(
    'takes no proxies by %j',
    (TRUST_PROXY) => {
      expect(complaint(FILE, { TRUST_PROXY })).toBe(
        'environment: TRUST_PROXY is no list of addresses and networks such as 10.0.0.7,10.1.0.0/16',
      );
    },
  );

  it('lets nobody die on purpose but in a test', () => {
    const dying = { TOLEM_CRASH_AT: 'poll.after-call:3' };
    expect(complaint(FILE, { ...dying, NODE_ENV: 'test' })).toBe('nothing is wrong');
    expect(complaint(FILE, { TOLEM_CRASH_AT: SECRET, NODE_ENV: 'test' })).toBe(
      'environment: TOLEM_CRASH_AT names no crash point',
    );
    for (const NODE_ENV of [undefined, 'development', 'production'])
      expect(complaint(FILE, { ...dying, NODE_ENV })).toBe(
        'environment: TOLEM_CRASH_AT is for tests alone (NODE_ENV=test)',
      );
  });

  it('names all that is wrong at once', () => {
    const text = complaint(FILE, { DATABASE_URL: undefined, API_PORT: SECRET });
    expect(text).toBe('environment: DATABASE_URL is missing; API_PORT is not valid');
  });
});

describe('the file', () => {
  const merchants = (...changes: object[]) => ({
    ...FILE,
    merchants: changes.map((row) => ({ ...MERCHANT, ...row })),
  });
  const shops = (...changes: object[]) => ({ ...FILE, shops: changes.map((row) => ({ ...SHOP, ...row })) });
  const keys = (...rows: object[]) => merchants({ callbackKeys: rows });
  const wants = (...rows: Record<string, unknown>[]) => ({ ...FILE, subscriptions: rows });
  const key = { id: 'one', sha256: 'b'.repeat(64) };

  it.each<[string, Settings]>([
    ['merchants is missing', { shops: [SHOP] }],
    ['shops is missing', { merchants: [MERCHANT] }],
    ['merchants is not valid; shops.0.merchant names no merchant of this file', { ...FILE, merchants: [] }],
    ['everything has unknown settings: mechants', { ...FILE, mechants: [] }],
    ['merchants.0 has unknown settings: pasword', merchants({ pasword: SECRET })],
    ['merchants.0.password is missing', merchants({ password: undefined })],
    ['merchants.0.password is not valid', merchants({ password: [SECRET] })],
    ['merchants.0.login is missing', merchants({ login: undefined })],
    [
      'merchants.0.baseUrl is no address that begins with http:// or https://',
      merchants({ baseUrl: `${SECRET}/` }),
    ],
    [
      'merchants.0.baseUrl has blanks, control characters or a backslash',
      merchants({ baseUrl: `https://bank.example\\@${SECRET}.example/` }),
    ],
    [
      'merchants.0.baseUrl names a user before its host',
      merchants({ baseUrl: `https://${SECRET}@bank.example/rest/` }),
    ],
    ['merchants.0.baseUrl has to end in /', merchants({ baseUrl: `https://bank.example/rest/?${SECRET}=/` })],
    [
      'merchants.0.baseUrl is http: use https, or allow it by plainHttp: true',
      merchants({ baseUrl: `http://${SECRET}.example/` }),
    ],
    [
      'merchants.0.paymentPageHosts.0 is no host such as shop.example or shop.example:8443',
      merchants({ paymentPageHosts: [`https://${SECRET}.example/`] }),
    ],
    [
      'shops.0.returnHosts.1 is no host such as shop.example or shop.example:8443',
      shops({ returnHosts: ['shop.example', `${SECRET}@shop.example`] }),
    ],
    ['merchants.0.baseUrl has to end in /', merchants({ baseUrl: `https://bank.example/${SECRET}` })],
    ['merchants.0.paymentPageHosts is not valid', merchants({ paymentPageHosts: [] })],
    ['merchants.0.currencies.0 is not valid', merchants({ currencies: [SECRET] })],
    ['merchants.0.timeZone is not a time zone', merchants({ timeZone: SECRET })],
    ['merchants.0.kazakhLanguageCode is not valid', merchants({ kazakhLanguageCode: SECRET })],
    ['merchants.0.callbackKeys is not valid', keys({ hmac: HMAC }, { hmac: HMAC }, { hmac: HMAC })],
    ['merchants.0.callbackKeys.0 needs one of hmac and rsa', keys({})],
    ['merchants.0.callbackKeys.0 needs one of hmac and rsa', keys({ hmac: HMAC, rsa: PEMS.publicKey })],
    ['merchants.0.callbackKeys.0.hmac is not valid', keys({ hmac: SECRET })],
    ['merchants.0.callbackKeys.0 has unknown settings: sha', keys({ hmac: HMAC, sha: SECRET })],
    [
      'merchants.0.callbackKeys.1.rsa is no RSA public key or certificate in PEM',
      keys({ hmac: HMAC }, { rsa: HMAC }),
    ],
    [
      'merchants.0.callbackKeys.0.rsa is no RSA public key or certificate in PEM',
      keys({ rsa: PEMS.privateKey }),
    ],
    ['merchants.0.dynamicCallbackUrl is not valid', merchants({ dynamicCallbackUrl: SECRET })],
    ['merchants has two entries of one name', merchants({}, { login: 'other' })],
    ['shops has two entries of one name', shops({}, { apiKeys: [key] })],
    ['apiKeys has two entries of one name', shops({}, { id: 'other' })],
    ['shops.0.merchant names no merchant of this file', shops({ merchant: SECRET })],
    ['shops.0.apiKeys.0.sha256 is not valid', shops({ apiKeys: [{ ...key, sha256: SECRET }] })],
    ['shops.0.apiKeys.0.sha256 is not valid', shops({ apiKeys: [{ ...key, sha256: 'A'.repeat(64) }] })],
    ['shops.0.apiKeys.0 has unknown settings: key', shops({ apiKeys: [{ ...key, key: SECRET }] })],
    ['shops.0.apiKeys.0.scopes.0 is not valid', shops({ apiKeys: [{ ...key, scopes: [SECRET] }] })],
    ['shops.0.apiKeys is not valid', shops({ apiKeys: [] })],
    ['shops.0.returnHosts is missing', shops({ returnHosts: undefined })],
    ['shops.0.id is not valid', shops({ id: 'Shoes & Boots' })],
    ['shops.0 has unknown settings: apiKey', shops({ apiKey: SECRET })],
    ['subscriptions.0 has unknown settings: url', wants({ name: 'crm', url: SECRET })],
    ['shops.0.defaultLifetimeSeconds is not valid', shops({ defaultLifetimeSeconds: 59 })],
    ['subscriptions has two entries of one name', wants({ name: 'crm' }, { name: 'crm' })],
    ['subscriptions.0.shops names no shop of this file', wants({ name: 'crm', shops: [SECRET] })],
    ['subscriptions.0.from is not valid', wants({ name: 'crm', from: SECRET })],
  ])('%s', (problem, settings) => {
    expect(complaint(settings)).toBe(`TOLEM_CONFIG: ${problem}`);
  });

  it('has its hosts in one way of writing, whichever they were written in', () => {
    const { file: known } = read({
      merchants: [
        { ...MERCHANT, paymentPageHosts: ['Bank.EXAMPLE', 'pay.bank.example.:443', 'bank.example:8443'] },
      ],
      shops: [{ ...SHOP, returnHosts: ['дүкен.kz', '[0:0:0:0:0:0:0:1]:3001'] }],
    });
    expect(known.merchants[0]!.paymentPageHosts).toEqual([
      'bank.example',
      'pay.bank.example',
      'bank.example:8443',
    ]);
    expect(known.shops[0]!.returnHosts).toEqual(['xn--d1acon18c.kz', '[::1]:3001']);
  });

  it.each([
    ['on this machine', { baseUrl: 'http://127.0.0.1:3002/rest/' }],
    ['where it is allowed', { baseUrl: 'http://bank.example/rest/', plainHttp: true }],
  ])('may name a gateway by http %s', (_where, changes) => {
    expect(complaint(merchants(changes))).toBe('nothing is wrong');
  });

  it('names all that is wrong at once', () => {
    expect(complaint(merchants({ login: undefined, password: [SECRET] }))).toBe(
      'TOLEM_CONFIG: merchants.0.login is missing; merchants.0.password is not valid',
    );
  });

  it.each([
    [
      'that is not there',
      () => complaint(FILE, { TOLEM_CONFIG: path.join(folder, 'nowhere.yaml') }),
      'ENOENT',
    ],
    ['that is a folder', () => complaint(FILE, { TOLEM_CONFIG: folder }), 'EISDIR'],
    ['of broken YAML', () => complaint(`merchants: [{password: "${SECRET}`), 'MISSING_CHAR'],
    ['with one key twice', () => complaint(`password: ${SECRET}\npassword: ${SECRET}`), 'DUPLICATE_KEY'],
    ['with an anchor that is nowhere', () => complaint(`password: *${SECRET}`), 'not readable YAML'],
  ])('a file %s stops the start without a line of it', (_what, complain, reason) => {
    const text = complain();
    expect(text).toBe(`environment: TOLEM_CONFIG names a file that cannot be used (${reason})`);
    expect(text).not.toContain(SECRET);
  });

  it.each(['', '[]', SECRET])('of %p it says that everything is wrong', (text) => {
    expect(complaint(text)).toBe('TOLEM_CONFIG: everything is not valid');
  });
});

describe('secrets from elsewhere', () => {
  const withPassword = (password: unknown) => ({ ...FILE, merchants: [{ ...MERCHANT, password }] });
  const passwordOf = (settings: Settings, env?: NodeJS.ProcessEnv) =>
    read(settings, env).file.merchants[0]!.password;

  it('are taken from the environment, alone or within a text', () => {
    expect(passwordOf(withPassword('${BANK_PASSWORD}'), { BANK_PASSWORD: SECRET })).toBe(SECRET);
    expect(passwordOf(withPassword('a-${ONE}-${TWO}'), { ONE: '1', TWO: '$&' })).toBe('a-1-$&');
  });

  it('are those of callbacks, too', () => {
    const pem = path.join(folder, 'bank.pem');
    writeFileSync(pem, PEMS.publicKey);
    const callbackKeys = [{ hmac: '${CALLBACK_TOKEN}' }, { rsa: { file: pem } }];
    const settings = { ...FILE, merchants: [{ ...MERCHANT, callbackKeys }] };
    expect(read(settings, { CALLBACK_TOKEN: HMAC }).file.merchants[0]).toMatchObject({
      callbackKeys: [{ hmac: HMAC }, { rsa: PEMS.publicKey.trimEnd() }],
      dynamicCallbackUrl: false,
    });
  });

  it('are taken from a file, without the line end that editors add', () => {
    const secretFile = path.join(folder, 'password');
    writeFileSync(secretFile, `${SECRET}\n`);
    expect(passwordOf(withPassword({ file: secretFile }))).toBe(SECRET);
  });

  it.each([
    ['${BANK_PASSWORD}', 'merchants.0.password wants BANK_PASSWORD, which is missing'],
    [{ file: '/nowhere/password' }, 'merchants.0.password names a file that cannot be read'],
  ])('stop the start when they are missing: %j', (password, problem) => {
    expect(complaint(withPassword(password))).toBe(`TOLEM_CONFIG: ${problem}`);
    expect(complaint(withPassword(password), { BANK_PASSWORD: '' })).toBe(`TOLEM_CONFIG: ${problem}`);
  });
});
