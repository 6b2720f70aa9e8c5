// Aim: whatever the gateway would refuse (gateway.md §2) is refused here, at the field that is wrong.
import type { Merchant, Shop } from '@app/config';
import { AppError } from '@app/kernel';
import { fieldErrors } from '../field-errors.js';
import { NEW_ORDER, toOrderRequest } from './new-order.js';

const BODY = {
  orderNumber: 'PO-101',
  amount: 1_250_000,
  currency: 'KZT',
  successUrl: 'https://shop.example/thanks?cart=1',
};
const SHOP: Shop = {
  id: 'shoes',
  name: 'Shoes',
  merchant: 'main',
  apiKeys: [{ id: 'one', sha256: 'a'.repeat(64), scopes: ['orders:write'] }],
  returnHosts: ['shop.example', 'shop.example:8443'],
  plainHttp: false,
  defaultLanguage: 'kk',
  defaultLifetimeSeconds: 900,
};
const MERCHANT: Merchant = {
  id: 'main',
  baseUrl: 'https://bank.example/payment/rest/',
  plainHttp: false,
  login: 'shop-api',
  password: 'p',
  paymentPageHosts: ['bank.example'],
  currencies: ['KZT'],
  kazakhLanguageCode: 'kk',
  callbackKeys: [],
  dynamicCallbackUrl: false,
  aftercareDays: [1],
  timeZone: 'Asia/Almaty',
};

/** Where the body is wrong. */
function pointersOf(changes: object): string[] {
  const { error } = NEW_ORDER.safeParse({ ...BODY, ...changes });
  return fieldErrors(error?.issues ?? []).map(({ pointer }) => pointer);
}

describe('a body that is well-formed', () => {
  it.each([
    ['as little as possible', {}],
    ['a number of one character', { orderNumber: '7' }],
    ['a number in any script', { orderNumber: 'Тапсырыс № 7' }],
    ['the least amount', { amount: 1 }],
    ['the greatest amount', { amount: 999_999_999_999 }],
    ['a fail address', { failUrl: 'http://shop.example/sorry' }],
    ['a lifetime of a minute', { expiresInSeconds: 60 }],
    ['a lifetime of a week', { expiresInSeconds: 604_800 }],
    ['a payer', { payer: { email: 'a@example.kz', phone: '+77010000000', id: '42' } }],
    ['a payer without a field', { payer: {} }],
    ['twenty keys of metadata', { metadata: keys(20) }],
    ['a description in any script', { description: 'Аяқ киім, 42 & "43"' }],
  ])('has %s', (_what, changes) => {
    expect(pointersOf(changes)).toEqual([]);
  });
});

describe('a body that is not', () => {
  it.each([
    ['no number', { orderNumber: undefined }, '/orderNumber'],
    ['an empty number', { orderNumber: '' }, '/orderNumber'],
    ['a number of 65 characters', { orderNumber: 'x'.repeat(65) }, '/orderNumber'],
    ['a number with a blank end', { orderNumber: 'PO-101 ' }, '/orderNumber'],
    ['a number with a line break', { orderNumber: 'PO\n101' }, '/orderNumber'],
    ['a number that is a number', { orderNumber: 101 }, '/orderNumber'],
    ['no amount', { amount: undefined }, '/amount'],
    ['an amount of nothing', { amount: 0 }, '/amount'],
    ['an amount below nothing', { amount: -1 }, '/amount'],
    ['an amount of thirteen digits', { amount: 1_000_000_000_000 }, '/amount'],
    ['an amount in major units', { amount: 12_500.5 }, '/amount'],
    ['an amount as text', { amount: '1250000' }, '/amount'],
    ['an unknown currency', { currency: 'XXX' }, '/currency'],
    ['a currency by its number', { currency: '398' }, '/currency'],
    ['a relative address', { successUrl: '/thanks' }, '/successUrl'],
    ['an address without scheme', { successUrl: 'shop.example/thanks' }, '/successUrl'],
    ['an address that runs', { successUrl: 'javascript:alert(1)' }, '/successUrl'],
    ['an address with a backslash', { successUrl: 'https://shop.example\\@evil.example/' }, '/successUrl'],
    ['an address with a user', { successUrl: 'https://me@shop.example/' }, '/successUrl'],
    ['an address with a tab', { successUrl: 'https://shop\t.example/' }, '/successUrl'],
    ['a fail address with one slash', { failUrl: 'https:/shop.example/' }, '/failUrl'],
    ['an address too long', { successUrl: `https://shop.example/${'x'.repeat(2_000)}` }, '/successUrl'],
    ['a fail address that is none', { failUrl: 'nowhere' }, '/failUrl'],
    ['a description with code', { description: '<script>' }, '/description'],
    ['a description with a line break', { description: 'a\r\nb' }, '/description'],
    ['a description too long', { description: 'x'.repeat(599) }, '/description'],
    ['a language nobody speaks', { language: 'kz' }, '/language'],
    ['a mode there is not', { mode: 'later' }, '/mode'],
    ['a lifetime too short', { expiresInSeconds: 59 }, '/expiresInSeconds'],
    ['a lifetime too long', { expiresInSeconds: 604_801 }, '/expiresInSeconds'],
    ['a lifetime in parts of seconds', { expiresInSeconds: 60.5 }, '/expiresInSeconds'],
    ['an e-mail that is none', { payer: { email: 'payer' } }, '/payer/email'],
    ['an e-mail too long for the gateway', { payer: { email: `${'x'.repeat(40)}@a.kz` } }, '/payer/email'],
    ['a phone that is none', { payer: { phone: 'call me' } }, '/payer/phone'],
    ['a payer’s id with code', { payer: { id: '<b>' } }, '/payer/id'],
    ['a payer with an unknown field', { payer: { iin: '1' } }, '/payer/iin'],
    ['metadata of 21 keys', { metadata: keys(21) }, '/metadata'],
    ['metadata of more than 4 kB', { metadata: keys(9, 500) }, '/metadata'],
    ['metadata that is no text', { metadata: { a: 1 } }, '/metadata/a'],
    ['an unknown field', { ammount: 1 }, '/ammount'],
  ])('has %s', (_what, changes, pointer) => {
    expect([...new Set(pointersOf(changes))]).toEqual([pointer]);
  });

  it('is told of all its faults at once', () => {
    expect(pointersOf({ amount: 0, currency: 'XXX' })).toEqual(['/amount', '/currency']);
  });
});

describe('the order of a shop', () => {
  const toRequest = (changes: object) =>
    toOrderRequest(NEW_ORDER.parse({ ...BODY, ...changes }), SHOP, MERCHANT);

  it('has the defaults of its shop where the body says nothing', () => {
    expect(toRequest({})).toEqual({
      shopId: 'shoes',
      orderNumber: 'PO-101',
      amountMinor: 1_250_000n,
      currency: 'KZT',
      mode: 'charge',
      successUrl: 'https://shop.example/thanks?cart=1',
      failUrl: null,
      description: null,
      language: 'kk',
      lifetimeSeconds: 900,
      payerEmail: null,
      payerPhone: null,
      payerClientId: null,
      metadata: {},
    });
  });

  it.each([
    ['a success address elsewhere', { successUrl: 'https://evil.example/' }, ['/successUrl']],
    ['a fail address elsewhere', { failUrl: 'https://evil.example/' }, ['/failUrl']],
    ['a port the shop has not named', { successUrl: 'https://shop.example:9999/' }, ['/successUrl']],
    ['an address that anybody on the way can read', { failUrl: 'http://shop.example/' }, ['/failUrl']],
    ['a sub-domain the shop has not named', { successUrl: 'https://a.shop.example/' }, ['/successUrl']],
    ['a currency the merchant does not take', { currency: 'USD' }, ['/currency']],
    ['all of that', { successUrl: 'https://evil.example/', currency: 'USD' }, ['/successUrl', '/currency']],
  ])('is refused with %s', (_what, changes, pointers) => {
    const refusal = refusalOf(() => toRequest(changes));
    expect(refusal.code).toBe('INVALID_REQUEST');
    expect(refusal.fields.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('may come back by plain http where the shop allows it', () => {
    const body = NEW_ORDER.parse({ ...BODY, successUrl: 'http://shop.example/' });
    expect(toOrderRequest(body, { ...SHOP, plainHttp: true }, MERCHANT).successUrl).toBe(
      'http://shop.example/',
    );
  });

  it('may come back at any host and port the shop has named', () => {
    expect(toRequest({ successUrl: 'https://SHOP.example:8443/a' }).successUrl).toBe(
      'https://shop.example:8443/a',
    );
  });
});

function keys(count: number, length = 1): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, 'x'.repeat(length)]));
}

function refusalOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}
