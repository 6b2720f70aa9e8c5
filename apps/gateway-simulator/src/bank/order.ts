import type { PaymentWay } from './journal.js';

/** One try to pay, as the bank remembers it: never the whole number, never the CVC. */
export type Attempt = Readonly<{
  /** When the card was taken, then when the attempt was decided. */
  at: number;
  ip: string;
  /** Absent in ledgers from before the wallets: a card. */
  way?: PaymentWay;
  maskedPan: string;
  /** YYYYMM. */
  expiration: string;
  cardholderName: string;
  paymentSystem: string;
  /** How the payer was authenticated, and the transaction of it where there was one. */
  eci?: number;
  xid?: string;
  /** Only an approved attempt has these two. */
  approvalCode?: string;
  referenceNumber?: string;
}>;

/** A payer who is at 3-D Secure now. */
export type Authentication = Readonly<{
  /** Of this authentication alone: a form left over from another ends nothing. */
  id: string;
  protocol: '3DS1' | '3DS2';
  codesLeft: number;
  /** What the card's bank will say once it knows the payer. */
  actionCode: number;
}>;

/** The statuses of gateway.md §4 that this bank can reach. */
export const STATUS = {
  registered: 0,
  approved: 1,
  deposited: 2,
  reversed: 3,
  refunded: 4,
  authenticating: 5,
  declined: 6,
} as const;
export type Status = (typeof STATUS)[keyof typeof STATUS];
export const STATUSES: readonly Status[] = Object.values(STATUS);

/** Money given back to the payer, all of it or a part. */
export type Refund = Readonly<{
  at: number;
  amountMinor: number;
  referenceNumber: string;
  /** The merchant's own name for it. */
  externalRefundId?: string;
}>;

/** An order in the bank's ledger. Times are milliseconds by the bank's own clock. */
export type BankOrder = Readonly<{
  orderId: string;
  merchant: string;
  orderNumber: string;
  amountMinor: number;
  currency: string;
  /** Registered by registerPreAuth.do: paying only holds the money. */
  twoStage: boolean;
  returnUrl: string;
  failUrl?: string;
  /** How the merchant had redirects when it was registered; absent: a fragment stays last. */
  fragment?: 'kept' | 'blind';
  /** Where the callbacks of this order go, whatever the merchant's portal says. */
  callbackUrl?: string;
  description?: string;
  language: string;
  cardholderName?: string;
  /** The payer's address as the shop told it. */
  ip?: string;
  params: Readonly<Record<string, string>>;
  registeredAt: number;
  expiresAt: number;
  /** The action code it will be closed with when its time is over and nobody has paid. */
  expiryCode: number;
  status: Status;
  actionCode: number;
  attemptsAllowed: number;
  attemptsMade: number;
  lastAttempt?: Attempt;
  authentication?: Authentication;
  depositedAt?: number;
  /** How much of a hold was captured; absent: all. */
  capturedMinor?: number;
  refunds?: readonly Refund[];
  refundedAt?: number;
  reversedAt?: number;
  /** The payer disputes the charge at the card's bank. */
  chargeback?: boolean;
  /** The answer with formUrl was written whole to a client that was still there. */
  formUrlDelivered: boolean;
}>;

/** What orders in a ledger from before there was such a thing are. */
export const BEFORE_TWO_STAGES = { twoStage: false, expiryCode: -2007 } as const;

/** Tolem's own ids travel in jsonParams under these names. */
export const tolemOrderOf = (order: Pick<BankOrder, 'params'>): string | undefined => order.params.tolemOrder;

/** Has the payer done all there was to do? What was given back since is no matter of the page's. */
export const isPaid = ({ status }: BankOrder): boolean =>
  status === STATUS.deposited || status === STATUS.approved || status === STATUS.refunded;

/** Can a payer pay on this order's page now? */
export const isPayable = (order: BankOrder, now: number): boolean =>
  order.status === STATUS.registered && now < order.expiresAt;

/** Can money still come in? A payer at 3-D Secure may come back with it. */
export const isOpen = (order: BankOrder, now: number): boolean =>
  (order.status === STATUS.registered || order.status === STATUS.authenticating) && now < order.expiresAt;

/** The payer never came back from 3-D Secure. */
export const VANISHED = -2009;

/** The order as it stands now: nothing runs when a lifetime ends, so whoever looks first closes it. */
export function closedByTime(order: BankOrder, now: number): BankOrder {
  if (now < order.expiresAt) return order;
  if (order.status === STATUS.authenticating)
    return { ...order, status: STATUS.declined, actionCode: VANISHED, authentication: undefined };
  if (order.status === STATUS.registered)
    return { ...order, status: STATUS.declined, actionCode: order.expiryCode };
  return order;
}
