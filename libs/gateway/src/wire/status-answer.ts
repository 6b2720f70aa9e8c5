import { currencyByNumber } from '@app/kernel';
import { z } from 'zod';
import { maybeBoolean, maybeInstant, maybeInteger, maybeMinor, maybeParams, maybeText } from './fields.js';
import { type GatewayStatus, statusByNumber } from './order-status.js';
import { storable } from './storable.js';

const refund = z.object({ amount: maybeMinor, date: maybeInstant, externalRefundId: maybeText });

/** gateway.md §3. Which fields come depends on a version number in the merchant's settings. */
const WIRE = z.looseObject({
  orderNumber: maybeText,
  orderStatus: maybeInteger,
  actionCode: maybeInteger,
  amount: maybeMinor,
  currency: maybeText,
  date: maybeInstant,
  merchantOrderParams: maybeParams,
  attributes: maybeParams,
  cardAuthInfo: z.object({ maskedPan: maybeText, approvalCode: maybeText }).nullish().catch(undefined),
  authDateTime: maybeInstant,
  authRefNum: maybeText,
  paymentAmountInfo: z
    .object({
      approvedAmount: maybeMinor,
      depositedAmount: maybeMinor,
      refundedAmount: maybeMinor,
      feeAmount: maybeMinor,
    })
    .nullish()
    .catch(undefined),
  bankInfo: z.object({ bankName: maybeText, bankCountryCode: maybeText }).nullish().catch(undefined),
  refunds: z.array(refund).nullish().catch(undefined),
  chargeback: maybeBoolean,
  paymentWay: maybeText,
  depositedDate: maybeInstant,
  refundedDate: maybeInstant,
  reversedDate: maybeInstant,
});

/** What the gateway says of one order, in our words; null is "it did not say". Amounts are integer minor units. */
export type StatusAnswer = Readonly<{
  status: GatewayStatus;
  orderNumber: string | null;
  gatewayOrderId: string | null;
  amountMinor: bigint | null;
  /** ISO letters, or the bare number of a currency we do not know. */
  currency: string | null;
  actionCode: number | null;
  /** jsonParams as they came back in merchantOrderParams. */
  echo: Readonly<Record<string, string>>;
  /** Null for merchants of an old version, whose answers carry no paymentAmountInfo. */
  amounts: Readonly<{ approvedMinor: bigint; depositedMinor: bigint; refundedMinor: bigint }> | null;
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
  /** One amount per refund, oldest first, where the merchant's version lists them; else empty. */
  refunds: readonly Readonly<{ amountMinor: bigint; externalRefundId: string | null }>[];
  chargeback: boolean;
  /** The answer by an allow-list of fields: no card, no payer, no credentials. */
  kept: Readonly<Record<string, unknown>>;
}>;

const KEPT_FIELDS = [
  'errorCode',
  'errorMessage',
  'orderNumber',
  'orderStatus',
  'actionCode',
  'actionCodeDescription',
  'amount',
  'currency',
  'date',
  'attributes',
  'merchantOrderParams',
  'authDateTime',
  'terminalId',
  'authRefNum',
  'paymentAmountInfo',
  'bankInfo',
  'refunds',
  'chargeback',
  'paymentWay',
  'depositedDate',
  'refundedDate',
  'reversedDate',
];

/** `absent` where the gateway knows no such order (errorCode 6); everything else it may have left out is null. */
export function readStatusAnswer(body: object, absent: boolean): StatusAnswer {
  const wire = WIRE.parse(body);
  const complete =
    wire.orderStatus != null &&
    wire.amount != null &&
    wire.currency != null &&
    wire.orderNumber != null &&
    amountsAreReadable(body, wire.paymentAmountInfo);
  return {
    status: absent ? 'absent' : complete ? statusByNumber(wire.orderStatus!) : 'unknown',
    orderNumber: wire.orderNumber ?? null,
    gatewayOrderId: valueOf(wire.attributes, 'mdOrder') ?? null,
    amountMinor: wire.amount ?? null,
    currency: wire.currency ? (currencyByNumber(wire.currency) ?? wire.currency) : null,
    actionCode: wire.actionCode ?? null,
    echo: Object.fromEntries((wire.merchantOrderParams ?? []).map(({ name, value }) => [name, value])),
    amounts: readAmounts(wire.paymentAmountInfo),
    feeMinor: feeOf(wire.paymentAmountInfo),
    paymentWay: wire.paymentWay ?? null,
    maskedCard: wire.cardAuthInfo?.maskedPan ?? null,
    approvalCode: wire.cardAuthInfo?.approvalCode ?? null,
    rrn: wire.authRefNum ?? null,
    bankName: wire.bankInfo?.bankName ?? null,
    bankCountry: wire.bankInfo?.bankCountryCode ?? null,
    registeredAt: wire.date ?? null,
    authorizedAt: wire.authDateTime ?? null,
    depositedAt: wire.depositedDate ?? null,
    refundedAt: wire.refundedDate ?? null,
    reversedAt: wire.reversedDate ?? null,
    refunds: readRefunds(wire.refunds),
    chargeback: wire.chargeback ?? false,
    kept: storable(Object.fromEntries(Object.entries(body).filter(([name]) => KEPT_FIELDS.includes(name)))),
  };
}

type Wire = z.output<typeof WIRE>;

function readAmounts(info: Wire['paymentAmountInfo']): StatusAnswer['amounts'] {
  if (info?.depositedAmount == null) return null;
  return {
    approvedMinor: info.approvedAmount ?? 0n,
    depositedMinor: info.depositedAmount,
    refundedMinor: info.refundedAmount ?? 0n,
  };
}

/** A block that is there and cannot be read is not the missing block of an old merchant version: nobody may guess. */
function amountsAreReadable(body: object, info: Wire['paymentAmountInfo']): boolean {
  const block = (body as { paymentAmountInfo?: unknown }).paymentAmountInfo;
  return block === undefined || block === null || readAmounts(info) !== null;
}

const feeOf = (info: Wire['paymentAmountInfo']): bigint | null =>
  info?.feeAmount != null && info.feeAmount >= 0n ? info.feeAmount : null;

function readRefunds(refunds: Wire['refunds']): StatusAnswer['refunds'] {
  const known = (refunds ?? []).filter((row) => row.amount != null);
  // A list with a hole in it cannot be counted; the total still can.
  if (known.length !== (refunds ?? []).length) return [];
  return known
    .toSorted((a, b) => (a.date?.getTime() ?? 0) - (b.date?.getTime() ?? 0))
    .map((row) => ({ amountMinor: row.amount!, externalRefundId: row.externalRefundId ?? null }));
}

function valueOf(params: Wire['attributes'], name: string): string | undefined {
  return params?.find((row) => row.name === name)?.value;
}
