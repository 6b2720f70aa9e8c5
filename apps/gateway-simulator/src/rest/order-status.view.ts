import { actionText } from '../bank/action-codes.js';
import { amountsOf, isCharged } from '../bank/order-amounts.js';
import { WITHOUT_3DS } from '../bank/cards.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { type Attempt, type BankOrder, type Refund, STATUS } from '../bank/order.js';

const PAYMENT_STATE = {
  [STATUS.registered]: 'CREATED',
  [STATUS.authenticating]: 'CREATED',
  [STATUS.approved]: 'APPROVED',
  [STATUS.deposited]: 'DEPOSITED',
  [STATUS.reversed]: 'REVERSED',
  [STATUS.refunded]: 'REFUNDED',
  [STATUS.declined]: 'DECLINED',
} as const;

/** How answers to a merchant differ from those to others. */
export type Manner = Readonly<{
  /** `depositedAmount` is what was charged once, whatever was given back since. */
  grossDeposit: boolean;
  /** How far the bank's dates are ahead of its clock, in milliseconds. */
  skewMs: number;
}>;

/** An order as getOrderStatusExtended.do shows it: names, types and order of the examples in gateway.md §3. */
export function statusAnswer(order: BankOrder, manner: Manner): BankAnswer {
  const charged = isCharged(order);
  const held = order.status === STATUS.approved;
  const reversed = order.status === STATUS.reversed;
  const untried = order.lastAttempt === undefined;
  const { way = 'CARD', referenceNumber } = order.lastAttempt ?? {};
  const dated = (at: number) => at + manner.skewMs;
  return {
    errorCode: '0',
    errorMessage: 'Success',
    orderNumber: order.orderNumber,
    orderStatus: order.status,
    actionCode: order.actionCode,
    actionCodeDescription: actionText(order.actionCode),
    amount: order.amountMinor,
    currency: order.currency,
    date: dated(order.registeredAt),
    ...(order.depositedAt !== undefined && { depositedDate: dated(order.depositedAt) }),
    ...(order.refundedAt !== undefined && { refundedDate: dated(order.refundedAt) }),
    ...(order.reversedAt !== undefined && { reversedDate: dated(order.reversedAt) }),
    ...(order.description !== undefined && { orderDescription: order.description }),
    ...(order.lastAttempt && { ip: order.lastAttempt.ip }),
    merchantOrderParams: Object.entries(order.params).map(([name, value]) => ({ name, value })),
    ...((charged || (untried && order.status === STATUS.registered)) && { transactionAttributes: [] }),
    attributes: [{ name: 'mdOrder', value: order.orderId }],
    ...(order.lastAttempt && attemptView(order.lastAttempt, order, dated)),
    terminalId: '23900101',
    ...((charged || reversed) && { authRefNum: referenceNumber, paymentWay: way }),
    ...(charged && { chargeback: order.chargeback ?? false }),
    // Example F names no way; a wallet would otherwise be taken for a card.
    ...(held && { authRefNum: referenceNumber, ...(way !== 'CARD' && { paymentWay: way }) }),
    ...(order.refunds && { refunds: order.refunds.map((refund) => refundView(refund, dated)) }),
    paymentAmountInfo: amountsView(order, manner),
    ...(charged && {
      bankInfo: { bankName: 'TEST BANK', bankCountryCode: 'KZ', bankCountryName: 'Kazakhstan' },
    }),
    ...(untried && { bankInfo: { bankCountryCode: 'UNKNOWN', bankCountryName: 'Unknown' } }),
  };
}

type Dated = (at: number) => number;

/** A refused attempt shows the card and no more, a hold its approval too, a charge all that processing said. */
function attemptView(attempt: Attempt, { status }: BankOrder, dated: Dated): BankAnswer {
  const { maskedPan, expiration, cardholderName, approvalCode, paymentSystem, eci = WITHOUT_3DS } = attempt;
  const seen = { maskedPan, expiration, cardholderName };
  const authDateTime = dated(attempt.at);
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

/** The date is text without a zone, as in example G: UTC. */
const refundView = ({ at, referenceNumber, amountMinor, externalRefundId }: Refund, dated: Dated) => ({
  date: new Date(dated(at)).toISOString().slice(0, 19),
  referenceNumber,
  actionCode: '0',
  amount: amountMinor,
  ...(externalRefundId !== undefined && { externalRefundId }),
});

function amountsView(order: BankOrder, { grossDeposit }: Manner): BankAnswer {
  const { approvedMinor, chargedMinor, refundedMinor, leftMinor } = amountsOf(order);
  return {
    paymentState: PAYMENT_STATE[order.status],
    approvedAmount: approvedMinor,
    depositedAmount: grossDeposit ? chargedMinor : leftMinor,
    refundedAmount: refundedMinor,
    feeAmount: 0,
    totalAmount: chargedMinor,
  };
}
