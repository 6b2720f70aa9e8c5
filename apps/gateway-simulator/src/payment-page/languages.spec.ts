// Aim: every page speaks Kazakh, Russian and English, and can be used by who does not see it.
// Method: open each page of the bank in each language, and look at its markup.
import { aRunningBank, type RunningBank } from '../running-bank.fixture.js';
import { CODES } from '../texts/languages.js';

let bank: RunningBank;
beforeAll(async () => (bank = await aRunningBank()));
afterAll(() => bank.stop());
afterEach(() => bank.moveClock(0));

const get = async (path: string) => (await fetch(bank.url + path)).text();
const payment = (mdOrder: unknown, code: string) =>
  get(`/payment/merchants/payment_${code}.html?mdOrder=${String(mdOrder)}`);

const aPayerAway = (orderId: unknown) =>
  bank.control('POST', 'pay', { orderId, pan: '4012001038166662', threeDSecure: 'leave' });

const PAGES: readonly [name: string, open: (code: string) => Promise<string>][] = [
  ['payment page', async (code) => payment((await bank.register()).orderId, code)],
  [
    'refused attempt',
    async (code) => {
      const { orderId } = await bank.register();
      await bank.pay(orderId, { $CVC: '999' });
      return payment(orderId, code);
    },
  ],
  [
    'page of the card’s bank',
    async (code) => {
      const { orderId } = await bank.register();
      await aPayerAway(orderId);
      return payment(orderId, code);
    },
  ],
  [
    'wallet',
    async (code) => {
      const { orderId } = await bank.register();
      return get(`/payment/wallet.html?mdOrder=${String(orderId)}&way=APPLE_PAY&lang=${code}`);
    },
  ],
  [
    'paid order',
    async (code) => {
      const { orderId } = await bank.register();
      await bank.pay(orderId);
      return payment(orderId, code);
    },
  ],
  [
    'hold',
    async (code) => {
      const { orderId } = await bank.registerPreAuth();
      await bank.pay(orderId);
      return payment(orderId, code);
    },
  ],
  [
    'declined order',
    async (code) => {
      const { orderId } = await bank.register();
      for (let attempt = 0; attempt < 3; attempt += 1) await bank.pay(orderId, { $CVC: '999' });
      return payment(orderId, code);
    },
  ],
  [
    'expired order',
    async (code) => {
      const { orderId } = await bank.register();
      await bank.moveClock(1_200_000);
      return payment(orderId, code);
    },
  ],
  ['unknown order', (code) => payment('nobody', code)],
];
const LANGUAGES = ['kk', 'kz', 'ru', 'en'] as const;

describe.each(PAGES)('%s', (_, open) => {
  it.each(LANGUAGES)('speaks %s and no other language', async (code) => {
    const text = await open(code);
    expect(text).toContain(`<html lang="${code === 'kz' ? 'kk' : code}">`);
    const words = visible(text).replaceAll(/Қазақша|Русский|English/g, '');
    expect(/[әғқңөұүһі]/i.test(words)).toBe(CODES[code] === CODES.kk);
    expect(/[а-я]/i.test(words)).toBe(code !== 'en');
    expect(words).not.toMatch(/undefined|\[object|false/);
  });

  it('binds labels to inputs, and descriptions to what describes', async () => {
    const text = await open('en');
    const ids = matches(text, /\bid="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const inputs = matches(text, /<input\b(?![^>]*hidden)[^>]*\bid="([^"]+)"/g);
    expect(matches(text, /<label for="([^"]+)"/g)).toEqual(inputs);
    const described = matches(text, /aria-describedby="([^"]+)"/g).flatMap((list) => list.split(' '));
    expect(described.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

it.each([
  ['ru', 'xx', 'ru'],
  ['kk', 'by', 'kk'],
  [undefined, 'xx', 'en'],
])('a merchant of %s shows a page asked for in "%s" in %s', async (language, asked, expected) => {
  const login = `of-${language}`;
  const merchant = { login, password: 'x', attempts: 1, currencies: ['KZT'], language };
  await bank.control('PUT', 'merchants', merchant);
  const { orderId, formUrl } = await bank.register({ userName: login, password: 'x' });
  expect(await payment(orderId, asked)).toContain(`<html lang="${expected}">`);
  expect(formUrl).toContain(`payment_${expected}.html`);
});

it('offers the same page in the other languages', async () => {
  const { orderId } = await bank.register();
  await aPayerAway(orderId);
  const text = await payment(orderId, 'kz');
  expect(text).toContain('<span aria-current="true">Қазақша</span>');
  for (const code of ['ru', 'en'])
    expect(text).toContain(`href="/payment/acs.html?mdOrder=${String(orderId)}&amp;lang=${code}"`);
});

it('keeps the language to the end', async () => {
  const { orderId } = await bank.register({ language: 'ru' });
  const answer = await bank.pay(orderId, { language: 'kz' });
  expect(answer).toMatchObject({
    info: CODES.kk.page.paid,
    redirect: `https://shop.kz/return?orderId=${String(orderId)}&lang=kz`,
  });
});

it.each(['kk', 'ru'] as const)('has no word in two alphabets in %s', (code) => {
  const words = phrases(CODES[code]).join(' ');
  expect(words.match(/\w*([a-z][а-яәғқңөұүһі]|[а-яәғқңөұүһі][a-z])\w*/gi)).toBeNull();
});

it.each([
  ['1250000', '398', '12 500 ₸'],
  ['1250050', '398', '12 500,50 ₸'],
  ['5', '398', '0,05 ₸'],
  ['999999999999', '398', '9 999 999 999,99 ₸'],
  ['100000', '840', '1 000 $'],
])('shows %s of %s as %s in any language', async (amount, currency, shown) => {
  const merchant = { login: 'two-api', password: 'x', attempts: 1, currencies: ['KZT', 'USD'] };
  await bank.control('PUT', 'merchants', merchant);
  const { orderId } = await bank.register({ userName: 'two-api', password: 'x', amount, currency });
  for (const code of LANGUAGES)
    expect(await payment(orderId, code)).toContain(`<h1>${shown.replaceAll(' ', '\u00a0')}</h1>`);
});

it.each([
  ['ru', 1, 'Осталась 1\u00a0попытка.'],
  ['ru', 2, 'Осталось 2\u00a0попытки.'],
  ['ru', 5, 'Осталось 5\u00a0попыток.'],
  ['ru', 21, 'Осталась 21\u00a0попытка.'],
  ['kk', 2, 'Тағы 2 рет төлеп көруге болады.'],
  ['en', 1, 'You can try once more.'],
  ['en', 2, 'You can try 2 more times.'],
] as const)('counts attempts in %s: %i', (code, count, words) => {
  expect(CODES[code].page.attemptsLeft(count)).toBe(words);
});

const visible = (page: string): string =>
  page.replaceAll(/<(style|script)\b.*?<\/\1>/gs, '').replaceAll(/<code>.*?<\/code>|<[^>]+>/gs, ' ');

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** Every phrase of a language; those that are made are made with a number. */
function phrases(texts: unknown): string[] {
  if (typeof texts === 'string') return [texts];
  if (typeof texts === 'function') return [(texts as (value: number) => string)(2)];
  return Object.values(texts as object).flatMap(phrases);
}
