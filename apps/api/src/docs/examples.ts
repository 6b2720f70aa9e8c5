/** One order through its life, as the document shows it. */
export const NEW_ORDER_EXAMPLE = {
  orderNumber: '2026-0001',
  amount: 1_250_000,
  currency: 'KZT',
  successUrl: 'https://books.example.kz/orders/2026-0001?back=success',
  failUrl: 'https://books.example.kz/orders/2026-0001?back=failure',
  description: 'Two books',
  language: 'kk',
};

export const ORDER_EXAMPLE = {
  id: '01a207b7-52c3-722a-87f6-8c37fc56dd4d',
  orderNumber: '2026-0001',
  state: 'registered',
  amount: 1_250_000,
  currency: 'KZT',
  mode: 'charge',
  captured: 0,
  refunded: 0,
  paymentUrl:
    'https://3dsec.berekebank.kz/payment/merchants/payment_kk.html?mdOrder=01491d0b-c848-7dd6-a20d-e96900a7d8c0',
  expiresAt: '2026-11-23T09:43:04.510Z',
  description: 'Two books',
  language: 'kk',
  metadata: {},
  gatewayOrderId: '01491d0b-c848-7dd6-a20d-e96900a7d8c0',
  createdAt: '2026-11-23T09:23:04.510Z',
  updatedAt: '2026-11-23T09:23:04.565Z',
  lastSeq: 1,
};

const { paymentUrl: _page, ...settled } = ORDER_EXAMPLE;

export const PAID_EXAMPLE = {
  ...settled,
  state: 'paid',
  captured: 1_250_000,
  payment: { way: 'CARD', maskedCard: '444455**3333', approvalCode: '449156', rrn: '727777808017', fee: 0 },
  updatedAt: '2026-11-23T09:25:23.355Z',
  lastSeq: 2,
};
