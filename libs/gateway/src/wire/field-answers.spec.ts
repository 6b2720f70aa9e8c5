// Aim: answers as people have met them on this platform, cut down to what matters, read for what they are.
import { readStatusAnswer } from './status-answer.js';

const COMMON = {
  errorCode: '0',
  orderNumber: 'N-1-abcdefghij',
  amount: 1250000,
  currency: '398',
  attributes: [{ name: 'mdOrder', value: '2d8b5f30-7eac-7a43-9f66-5c7000a7d8c0' }],
};
const read = (body: object) =>
  readStatusAnswer({ ...COMMON, ...body }, { absent: false, timeZone: 'Asia/Almaty' });

it('the card comes only as pan, and one amount is missing', () => {
  const answer = read({
    orderStatus: 2,
    actionCode: 0,
    cardAuthInfo: { expiration: '209912', approvalCode: '582646', pan: '425603**5616' },
    paymentAmountInfo: { depositedAmount: 1250000, refundedAmount: 0 },
  });
  expect(answer).toMatchObject({
    status: 'charged',
    maskedCard: '425603**5616',
    approvalCode: '582646',
    amounts: { approvedMinor: null, depositedMinor: 1250000n, refundedMinor: 0n, paymentState: null },
  });
});

it('a declined order has no amounts but a state', () => {
  const answer = read({ orderStatus: 6, actionCode: 116, paymentAmountInfo: { paymentState: 'DECLINED' } });
  expect(answer).toMatchObject({
    status: 'closed',
    actionCode: 116,
    amounts: { depositedMinor: null, paymentState: 'DECLINED' },
  });
});

it('after a part refund the deposited amount stays gross', () => {
  const paymentAmountInfo = {
    paymentState: 'REFUNDED',
    approvedAmount: 1250000,
    depositedAmount: 1250000,
    refundedAmount: 250000,
  };
  expect(read({ orderStatus: 4, actionCode: 0, paymentAmountInfo })).toMatchObject({
    status: 'refunded',
    amounts: { depositedMinor: 1250000n, refundedMinor: 250000n },
  });
});

it('roubles are answered with their legacy number', () => {
  const paymentAmountInfo = { depositedAmount: 1250000, refundedAmount: 0 };
  expect(read({ orderStatus: 2, currency: '810', paymentAmountInfo })).toMatchObject({
    status: 'charged',
    currency: 'RUB',
  });
});
