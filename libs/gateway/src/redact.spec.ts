import { redact } from './redact.js';

it('shows nothing of a person or a card, wherever it stands', () => {
  const answer = {
    orderNumber: 'N-2026-11-25',
    orderStatus: 2,
    actionCodeDescription: 'Refused for 411111**1111 of ann@example.kz or +7 701 123-45-67',
    cardAuthInfo: { maskedPan: '411111**1111', expiration: '202612', cardholderName: 'ANN' },
    payerData: { email: 'ann@example.kz' },
    ip: '203.0.113.7',
    authRefNum: '532900000103',
    bankInfo: { bankName: 'TEST BANK', bankCountryCode: 'KZ' },
    merchantOrderParams: [
      { name: 'tolemOrder', value: '0b6f3d1e-5123-7221-9d44-3a5e00a7d8c0' },
      { name: 'phone', value: '77011234567' },
      { name: 'cardholderName', value: 'ANN' },
    ],
    attributes: [{ name: 'mdOrder', value: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0' }],
    refunds: [{ date: '2026-11-25T10:00:00Z', amount: 100, externalRefundId: null }],
  };
  expect(redact(answer)).toEqual({
    orderNumber: 'N-2026-11-25',
    orderStatus: 2,
    actionCodeDescription: 'Refused for … of … or …',
    authRefNum: '532900000103',
    bankInfo: { bankName: 'TEST BANK', bankCountryCode: 'KZ' },
    merchantOrderParams: [{ name: 'tolemOrder', value: '0b6f3d1e-5123-7221-9d44-3a5e00a7d8c0' }],
    attributes: [{ name: 'mdOrder', value: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0' }],
    refunds: [{ date: '2026-11-25T10:00:00Z', amount: 100, externalRefundId: null }],
  });
});

it.each([
  ['Call 87011234567.', 'Call ….'],
  ['77011234567', '…'],
  ['8 (701) 123-45-67 or 8-701-123-45-67', '… or …'],
  ['Paid with 4111111111111111', 'Paid with …'],
  ['4111 1111 1111 1111', '…'],
  ['5555-5555-5555-4444, 2200 0000 0000 0004', '…, …'],
  ['4111 1111 1111 1111 123', '… 123'],
  ['4 4111111111111111', '4 …'],
  ['card4111111111111111', 'card…'],
  ['4111111111111111RUB', '…RUB'],
  ['4111\u00a01111\u00a01111\u00a01111', '…'],
  ['4111 11** **** 1111, 411111-****-1111', '…, …'],
  ['a@b.kz,x@y@z.kz', '…@…'],
])('hides in %j a phone without a plus, and a card without a mask', (text, seen) => {
  expect(redact({ note: text, list: [text] })).toEqual({ note: seen, list: [seen] });
});

it('hides a card that is a number, or a name, and no amount', () => {
  const answer = { amount: 77011234567, date: 1764064800000, code: 4111111111111111, '4111111111111111': 1 };
  expect(redact(answer)).toEqual({ amount: 77011234567, date: 1764064800000, code: '…' });
});

it.each([
  ['a number that is no card', '4111111111111112'],
  ['a number that begins with the year', '2026112510000012'],
  ['an instant', '1764064800000'],
  ['a number of the bank', '532900000103'],
  ['an id', '41111111-1111-7111-8111-770112345670'],
  ['a number of the shop', 'N-87011234567'],
  ['an amount', '87011234567.50'],
])('shows %s', (_what, text) => {
  expect(redact({ note: text })).toEqual({ note: text });
});
