import { differingFacts, type OrderRequest } from './order-request.js';
import type { Order } from './rows.js';

const REQUEST: OrderRequest = {
  shopId: 's',
  orderNumber: 'N-1',
  amountMinor: 1000n,
  currency: 'KZT',
  mode: 'charge',
  successUrl: 'https://shop.example/thanks',
  failUrl: null,
  description: null,
  language: 'ru',
  lifetimeSeconds: 1200,
  payerEmail: null,
  payerPhone: null,
  payerClientId: null,
  metadata: {},
};
const NOW = new Date('2026-03-02T10:00:00Z');
const ORDER: Order = {
  ...REQUEST,
  id: '00000000-0000-7000-8000-000000000001',
  state: 'created',
  capturedMinor: 0n,
  refundedMinor: 0n,
  settledBy: null,
  disputedAt: null,
  expiresAt: NOW,
  lastSeq: 0,
  createdAt: NOW,
  updatedAt: NOW,
};

it.each<[string, Partial<OrderRequest>, string[]]>([
  ['nothing', {}, []],
  ['the amount', { amountMinor: 1001n }, ['amount']],
  ['the currency', { currency: 'USD' }, ['currency']],
  ['the mode', { mode: 'hold' }, ['mode']],
  ['the success address', { successUrl: 'https://shop.example/other' }, ['successUrl']],
  ['nothing but how an address is written', { successUrl: 'https://SHOP.example:443/thanks' }, []],
  ['the fail address', { failUrl: 'https://shop.example/sorry' }, ['failUrl']],
  ['two of them', { amountMinor: 1n, failUrl: 'https://shop.example/sorry' }, ['amount', 'failUrl']],
  ['what is no fact: description', { description: 'Shoes' }, []],
  [
    'what is no fact: language, lifetime, payer, metadata',
    { language: 'kk', lifetimeSeconds: 60, payerEmail: 'a@b.kz', metadata: { a: 'b' } },
    [],
  ],
])('a request that differs in %s differs in %o', (_what, changes, names) => {
  expect(differingFacts(ORDER, { ...REQUEST, ...changes })).toEqual(names);
});
