// Aim: no answer, however ill it is meant, throws in a reader or keeps it; and what is read can be stored and announced.
import fc from 'fast-check';
import { dealsInNoTimeWith, fitsAnAnswer, hostileValue, spoilt } from '../hostile.fixture.js';
import { readRegisterAnswer } from './register-answer.js';
import { resultOf } from './result-code.js';
import { readStatusAnswer, type StatusAnswer } from './status-answer.js';

const PAID = {
  errorCode: '0',
  errorMessage: 'Success',
  orderNumber: 'PO-000103',
  orderStatus: 2,
  actionCode: 0,
  actionCodeDescription: '',
  amount: 1250000,
  currency: '398',
  date: 1764057600000,
  authDateTime: '2025-11-25T13:00:00',
  depositedDate: '2025-11-25T08:00:00Z',
  merchantOrderParams: [{ name: 'tolemOrder', value: 'o-1' }],
  attributes: [{ name: 'mdOrder', value: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0' }],
  cardAuthInfo: { maskedPan: '411111**1111', approvalCode: '123456', pan: '411111**1111' },
  authRefNum: '532900000103',
  paymentWay: 'CARD',
  chargeback: false,
  refunds: [{ date: '2025-11-26T08:00:00', amount: 40000, externalRefundId: 'RF-1' }],
  paymentAmountInfo: {
    approvedAmount: 5,
    depositedAmount: 5,
    refundedAmount: 0,
    feeAmount: 0,
    paymentState: 'DEPOSITED',
  },
  bankInfo: { bankName: 'TEST BANK', bankCountryCode: 'KZ' },
};
const REGISTERED = {
  errorCode: '0',
  success: true,
  error: { code: 5, message: 'no' },
  orderId: '0b6f3d1e-5c8a-7e21-9d44-3a5e00a7d8c0',
  formUrl: 'https://bank.example/payment/payment_en.html?mdOrder=1',
};
const body = (near: object) =>
  fc
    .oneof(
      { weight: 5, arbitrary: spoilt(near as Record<string, unknown>) },
      {
        weight: 1,
        arbitrary: fc.dictionary(fc.constantFrom(...Object.keys(near), '__proto__'), hostileValue),
      },
    )
    .filter(fitsAnAnswer);
const read = (answer: Record<string, unknown>) =>
  readStatusAnswer(answer, { absent: false, timeZone: 'Europe/Sofia' });

it('reads any answer about a status', () => {
  dealsInNoTimeWith(body(PAID), read);
});

it('reads any answer to a registration, and whether it is one', () => {
  dealsInNoTimeWith(body(REGISTERED), (answer) => [resultOf(answer), readRegisterAnswer(answer)]);
});

it('makes of any answer what columns and events can carry', () => {
  fc.assert(
    fc.property(body(PAID), (answer) => canBeStored(read(answer))),
    { numRuns: 2_000 },
  );
});

function canBeStored({ kept, echo, ...facts }: StatusAnswer): boolean {
  const instants = Object.values(facts).filter((value) => value instanceof Date);
  const texts = [
    facts.orderNumber,
    facts.paymentWay,
    facts.maskedCard,
    facts.approvalCode,
    facts.rrn,
    facts.bankName,
  ];
  const minors = [...Object.values(facts.amounts ?? {}), facts.feeMinor].filter(
    (value) => typeof value === 'bigint',
  );
  const stored = JSON.stringify(kept);
  return (
    instants.every((at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100) &&
    texts.every((text) => text === null || (text.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(text))) &&
    minors.every((minor) => minor >= 0n && minor <= BigInt(Number.MAX_SAFE_INTEGER)) &&
    (facts.gatewayOrderId === null || /^[\w-]{1,36}$/.test(facts.gatewayOrderId)) &&
    Object.keys(echo).every((name) => name.startsWith('tolem')) &&
    stored.length < 65_536 &&
    !/\\u0000|\\ud[89a-f]/.test(stored)
  );
}
