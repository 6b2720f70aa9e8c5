import { currencyByNumber } from '@app/kernel';
import { type Amounts, amountsOf } from './amounts.js';
import {
  amountOf,
  booleanOf,
  codeOf,
  type Fields,
  membersOf,
  minorOf,
  textOf,
  wordOf,
  wordsOf,
} from './fields.js';
import { instantOf } from './instant.js';
import { keptOf } from './kept.js';
import { maskedCardOf } from './masked-card.js';
import { type GatewayStatus, statusByNumber } from './order-status.js';
import { echoOf, mdOrderOf } from './params.js';
import { type Refund, refundsOf } from './refunds.js';

/** What the gateway says of one order, in our words; null is "it did not say". Amounts are integer minor units. */
export type StatusAnswer = Readonly<{
  status: GatewayStatus;
  orderNumber: string | null;
  gatewayOrderId: string | null;
  amountMinor: bigint | null;
  /** ISO letters, or the bare number of a currency we do not know. */
  currency: string | null;
  actionCode: number | null;
  /** Of jsonParams, as they came back in merchantOrderParams, those that are ours. */
  echo: Readonly<Record<string, string>>;
  /** Null for merchants of an old version, whose answers carry no paymentAmountInfo. */
  amounts: Amounts | null;
  feeMinor: bigint | null;
  paymentWay: string | null;
  maskedCard: string | null;
  approvalCode: string | null;
  rrn: string | null;
  bankName: string | null;
  bankCountry: string | null;
  registeredAt: Date | null;
  authorizedAt: Date | null;
  depositedAt: Date | null;
  refundedAt: Date | null;
  reversedAt: Date | null;
  /** Oldest first, where the merchant's version lists them; else empty. */
  refunds: readonly Refund[];
  chargeback: boolean;
  /** The answer by an allow-list of fields, bounded and redacted: no card, no payer, no credentials. */
  kept: Readonly<Record<string, unknown>>;
}>;

/**
 * Reads an answer of getOrderStatusExtended.do (gateway.md §3). Which fields come depends on a version number in the merchant's
 * settings. `absent` where the gateway knows no such order (errorCode 6); `timeZone` is that of instants that name none.
 */
export function readStatusAnswer(
  body: Fields,
  { absent, timeZone }: Readonly<{ absent: boolean; timeZone: string }>,
): StatusAnswer {
  const cardAuthInfo = membersOf(body.cardAuthInfo);
  const bankInfo = membersOf(body.bankInfo);
  const at = (name: string) => instantOf(body[name], timeZone);
  const amounts = amountsOf(body.paymentAmountInfo);
  const facts = {
    orderNumber: textOf(body.orderNumber, 36),
    amountMinor: minorOf(body.amount),
    currency: currencyOf(body.currency),
  };
  const number = codeOf(body.orderStatus);
  // A status without what it is a status of, or with amounts that nobody can read, is none.
  const isComplete = amounts !== undefined && Object.values(facts).every((fact) => fact !== null);
  return {
    ...facts,
    status: absent ? 'absent' : isComplete && number !== null ? statusByNumber(number) : 'unknown',
    gatewayOrderId: mdOrderOf(body.attributes),
    actionCode: codeOf(body.actionCode),
    echo: echoOf(body.merchantOrderParams),
    amounts: amounts ?? null,
    feeMinor: amountOf(membersOf(body.paymentAmountInfo).feeAmount),
    paymentWay: wordsOf(body.paymentWay, 64),
    maskedCard: maskedCardOf(cardAuthInfo),
    approvalCode: wordOf(cardAuthInfo.approvalCode, 10),
    rrn: wordOf(body.authRefNum, 24),
    bankName: wordsOf(bankInfo.bankName, 255),
    bankCountry: wordsOf(bankInfo.bankCountryCode, 64),
    registeredAt: at('date'),
    authorizedAt: at('authDateTime'),
    depositedAt: at('depositedDate'),
    refundedAt: at('refundedDate'),
    reversedAt: at('reversedDate'),
    refunds: refundsOf(body.refunds, timeZone),
    chargeback: booleanOf(body.chargeback) ?? false,
    kept: keptOf(body),
  };
}

function currencyOf(value: unknown): string | null {
  const said = wordOf(value, 8);
  return said === null ? null : (currencyByNumber(said) ?? said);
}
