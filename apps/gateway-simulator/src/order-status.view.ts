import { actionText } from './action-codes.js';
import { WITHOUT_3DS } from './cards.js';
import type { BankAnswer } from './form-fields.js';
import { type Attempt, type BankOrder, isPaid, STATUS, type Status } from './order.js';

const PAYMENT_STATE = {
  [STATUS.registered]: 'CREATED',
  [STATUS.authenticating]: 'CREATED',
  [STATUS.approved]: 'APPROVED',
  [STATUS.deposited]: 'DEPOSITED',
  [STATUS.declined]: 'DECLINED',
} as const;

/** An order as getOrderStatusExtended.do shows it: names, types and order of the examples in gateway.md §3. */
export function statusAnswer(order: BankOrder): BankAnswer {
  const paid = order.status === STATUS.deposited;
  const held = order.status === STATUS.approved;
  const untried = order.lastAttempt === undefined;
  const { way = 'CARD', referenceNumber } = order.lastAttempt ?? {};
  return {
    errorCode: '0',
    errorMessage: 'Success',
    orderNumber: order.orderNumber,
    orderStatus: order.status,
    actionCode: order.actionCode,
    actionCodeDescription: actionText(order.actionCode),
    amount: order.amountMinor,
    currency: order.currency,
    date: order.registeredAt,
    ...(paid && { depositedDate: order.depositedAt }),
    ...(order.description !== undefined && { orderDescription: order.description }),
    ...(order.lastAttempt && { ip: order.lastAttempt.ip }),
    merchantOrderParams: Object.entries(order.params).map(([name, value]) => ({ name, value })),
    ...((paid || (untried && order.status === STATUS.registered)) && { transactionAttributes: [] }),
    attributes: [{ name: 'mdOrder', value: order.orderId }],
    ...(order.lastAttempt && attemptView(order.lastAttempt, order.status)),
    terminalId: '23900101',
    ...(paid && { authRefNum: referenceNumber, paymentWay: way, chargeback: false }),
    // Example F names no way; a wallet would otherwise be taken for a card.
    ...(held && { authRefNum: referenceNumber, ...(way !== 'CARD' && { paymentWay: way }) }),
    paymentAmountInfo: amounts(order),
    ...(paid && {
      bankInfo: { bankName: 'TEST BANK', bankCountryCode: 'KZ', bankCountryName: 'Kazakhstan' },
    }),
    ...(untried && { bankInfo: { bankCountryCode: 'UNKNOWN', bankCountryName: 'Unknown' } }),
  };
}

/** A refused attempt shows the card and no more, a hold its approval too, a charge all that processing said. */
function attemptView(attempt: Attempt, status: Status): BankAnswer {
  const { maskedPan, expiration, cardholderName, approvalCode, paymentSystem, eci = WITHOUT_3DS } = attempt;
  const seen = { maskedPan, expiration, cardholderName };
  const authDateTime = attempt.at;
  if (status === STATUS.authenticating) return { cardAuthInfo: { ...seen, pan: maskedPan } };
  if (approvalCode === undefined) return { cardAuthInfo: { ...seen, pan: maskedPan }, authDateTime };
  if (status === STATUS.approved)
    return { cardAuthInfo: { ...seen, approvalCode, pan: maskedPan }, authDateTime };
  const secureAuthInfo = { eci, ...(attempt.xid !== undefined && { threeDSInfo: { xid: attempt.xid } }) };
  return {
    cardAuthInfo: { ...seen, approvalCode, pan: maskedPan, paymentSystem, product: '', secureAuthInfo },
    bindingInfo: { clientId: '', bindingId: '' },
    authDateTime,
  };
}

function amounts(order: BankOrder): BankAnswer {
  const paid = order.status === STATUS.deposited;
  const charged = paid ? order.amountMinor : 0;
  return {
    paymentState: PAYMENT_STATE[order.status],
    approvedAmount: isPaid(order) ? order.amountMinor : 0,
    depositedAmount: charged,
    refundedAmount: 0,
    ...(paid && { feeAmount: 0, totalAmount: charged }),
  };
}
