import { actionText } from './action-codes.js';
import { amountsOf } from './order-amounts.js';
import type { BankOrder } from './order.js';
import type { News } from './news.js';

/** By the bank's clock, and how far its dates are ahead of that, in milliseconds. */
export type Moment = Readonly<{ now: number; skewMs: number }>;

type Say = (order: BankOrder, news: News, moment: Moment) => string | number | undefined;

/** What a callback says by agreement alone (gateway.md §6): of the many parameters, those this bank knows. */
const PARAMETERS = {
  amount: (order) => order.amountMinor,
  currency: (order) => order.currency,
  actionCode: (order) => order.actionCode,
  actionCodeDescription: (order) => actionText(order.actionCode),
  approvedAmount: (order) => amountsOf(order).approvedMinor,
  depositedAmount: (order) => amountsOf(order).leftMinor,
  refundedAmount: (order) => amountsOf(order).refundedMinor,
  operationRefundedAmount: (order) => order.refunds?.at(-1)?.amountMinor,
  externalRefundId: (order) => order.refunds?.at(-1)?.externalRefundId,
  paymentState: (_, news) => paymentStateOf(news),
  paymentRefNum: (order) => order.lastAttempt?.referenceNumber,
  maskedPan: (order) => order.lastAttempt?.maskedPan,
  ip: (order) => order.lastAttempt?.ip,
  depositedDate: (order, _, moment) => bankText(order.depositedAt, moment),
  refundedDate: (order, _, moment) => bankText(order.refundedAt, moment),
  reversedDate: (order, _, moment) => bankText(order.reversedAt, moment),
  callbackCreationDate: (_order, _news, moment) => bankText(moment.now, moment),
} as const satisfies Record<string, Say>;

export type ExtraParameter = keyof typeof PARAMETERS;
export const EXTRA_PARAMETERS = Object.keys(PARAMETERS) as [ExtraParameter, ...ExtraParameter[]];

/** Those that were agreed on and that there is something to say of. */
export function extraParameters(
  order: BankOrder,
  news: News,
  agreed: readonly ExtraParameter[],
  moment: Moment,
): Record<string, string> {
  return Object.fromEntries(
    agreed.flatMap((name) => {
      const value = (PARAMETERS[name] as Say)(order, news, moment);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
}

/** The callbacks' own words, which are not those of status answers. */
function paymentStateOf({ operation, status }: News): string {
  if (status === '0' || operation === 'declinedByTimeout') return 'payment_declined';
  if (operation === 'refunded') return 'refunded';
  return operation === 'reversed' ? 'payment_void' : `payment_${operation}`;
}

/** `Mon Jan 31 21:46:52 UTC 2022`. */
function bankText(at: number | undefined, { skewMs }: Moment): string | undefined {
  if (at === undefined) return undefined;
  const [day, date, month, year, time] = new Date(at + skewMs).toUTCString().split(' ');
  return `${day!.slice(0, 3)} ${month} ${date} ${time} UTC ${year}`;
}
