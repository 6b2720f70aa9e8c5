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
