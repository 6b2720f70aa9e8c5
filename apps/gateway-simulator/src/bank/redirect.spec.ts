import { aRunningBank, PATIENT } from '../running-bank.fixture.js';
import { withQuery } from './redirect.js';

it.each([
  ['https://shop.kz', 'https://shop.kz?orderId=1&lang=en'],
  ['https://shop.kz/back', 'https://shop.kz/back?orderId=1&lang=en'],
  ['https://shop.kz/?back', 'https://shop.kz/?back&orderId=1&lang=en'],
  ['https://shop.kz/?t=a%2Fb&x=%D0%B6', 'https://shop.kz/?t=a%2Fb&x=%D0%B6&orderId=1&lang=en'],
  ['https://shop.kz/?', 'https://shop.kz/?orderId=1&lang=en'],
  ['https://shop.kz/?a=1&', 'https://shop.kz/?a=1&orderId=1&lang=en'],
  ['https://shop.kz/app#/order', 'https://shop.kz/app?orderId=1&lang=en#/order'],
  ['https://shop.kz/app?a=1#top?b', 'https://shop.kz/app?a=1&orderId=1&lang=en#top?b'],
])('%s → %s', (url, expected) => {
  expect(withQuery(url, 'orderId=1&lang=en')).toBe(expected);
});

it('of a merchant so set, appends behind a fragment, as one live answer did', async () => {
  const bank = await aRunningBank();
  const registered = (returnUrl: string) => bank.register({ returnUrl });
  const kept = await registered('https://shop.kz/app#/order');
  await bank.control('PUT', 'merchants', {
    ...PATIENT,
    attempts: 3,
    currencies: ['KZT'],
    fragment: 'blind',
  });
  const blind = await registered('https://shop.kz/app#/order');
  const query = await registered('https://shop.kz/app?a=1#top?b');
  const redirectOf = async ({ orderId }: { orderId?: unknown }) => {
    const { redirect } = await bank.pay(orderId);
    return String(redirect).replace(String(orderId), '1');
  };
  expect(await redirectOf(kept)).toBe('https://shop.kz/app?orderId=1&lang=en#/order');
  expect(await redirectOf(blind)).toBe('https://shop.kz/app#/order?orderId=1&lang=en');
  expect(await redirectOf(query)).toBe('https://shop.kz/app?a=1#top?b&orderId=1&lang=en');
  await bank.stop();
});
