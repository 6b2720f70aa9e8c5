import { aMerchant } from './gateway.fixture.js';
import { isAllowedPaymentPage } from './payment-page.js';

const merchant = aMerchant({
  paymentPageHosts: ['bank.example', 'test.example:8443', '127.0.0.1:3002', 'localhost:3002', '[::1]:3002'],
});

it.each([
  ['https://bank.example/payment/merchants/a/payment_en.html?mdOrder=1', true],
  ['https://BANK.example/payment', true],
  ['https://bank.example:443/payment', true],
  ['https://test.example:8443/payment', true],
  ['http://127.0.0.1:3002/payment', true],
  ['http://localhost:3002/payment', true],
  ['http://[::1]:3002/payment', true],
  ['http://bank.example/payment', false],
  ['https://bank.example:8443/payment', false],
  ['https://test.example/payment', false],
  ['https://bank.example.evil.example/payment', false],
  ['https://evil.example/bank.example', false],
  ['https://bank.example@evil.example/payment', false],
  ['https://bank.example\\@evil.example/', false],
  ['https://bank.example\\.evil.example/', false],
  ['https://bank\t.example/payment', false],
  ['https://bank.example/payment\n', false],
  ['https:bank.example/payment', false],
  ['https://bank.example./payment', true],
  ['https://sub.bank.example/payment', false],
  ['http://127.0.0.1:3003/payment', false],
  ['http://127.0.0.1.evil.example:3002/payment', false],
  ['javascript:alert(1)//bank.example', false],
  ['ftp://bank.example/payment', false],
  ['//bank.example/payment', false],
  ['/payment', false],
  ['', false],
])('%s is a page to send a payer to: %p', (formUrl, allowed) => {
  expect(isAllowedPaymentPage(formUrl, merchant)).toBe(allowed);
});
