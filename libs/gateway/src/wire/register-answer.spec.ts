import { readRegisterAnswer } from './register-answer.js';

const ID = '0b6f3d1e-5c8a-7e21-9d44-3a5e00a7d8c0';
const PAGE = 'https://bank.example/payment/payment_ru.html?mdOrder=0';

it.each<[string, string]>([
  [PAGE, PAGE],
  [
    'https://pay2.example/payment/merchants/x/payment_ru.html',
    'https://pay2.example/payment/merchants/x/payment_ru.html',
  ],
  [`${PAGE}&x=${'a'.repeat(1_900)}`, `${PAGE}&x=${'a'.repeat(1_900)}`],
  ['https://bank.example/оплата', 'https://bank.example/%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0'],
  ['https://BANK.example./pay', 'https://bank.example/pay'],
  ['https://bank.example\\@evil.example/', 'https://bank.example\\@evil.example/'],
  ['https://bank.example/a\r\nset-cookie: b', 'https://bank.example/a\r\nset-cookie: b'],
  ['https://bank.example/\0', 'https://bank.example/ '],
])('the page %j is %j', (formUrl, seen) => {
  expect(readRegisterAnswer({ orderId: ID, formUrl })).toEqual({ gatewayOrderId: ID, formUrl: seen });
});

it.each([
  undefined,
  null,
  '',
  5,
  {},
  '/payment',
  'bank.example',
  '//bank.example',
  'http://',
  `${PAGE}${'a'.repeat(2_048)}`,
])('there is no page at %j', (formUrl) => {
  expect(readRegisterAnswer({ orderId: ID, formUrl })).toBeNull();
});

it.each([undefined, null, '', 5, {}, 'x'.repeat(37), 'a b', 'a\0b', 'id;1', '../x', 'жи'])(
  '%j is no id',
  (orderId) => {
    expect(readRegisterAnswer({ orderId, formUrl: PAGE })).toBeNull();
  },
);
