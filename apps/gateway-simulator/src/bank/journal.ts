/** What can happen to an order at the bank, and which step of the bank's guide to paying by redirect that is. */
export const STEPS = {
  registered: 4,
  'page-opened': 6,
  'card-taken': 7,
  'wallet-taken': 7,
  '3ds-begun': 8,
  '3ds-ended': 8,
  processed: 8,
  redirected: 9,
  'status-told': 10,
  closed: null,
  captured: null,
  refunded: null,
  reversed: null,
  chargeback: null,
  'chargeback-withdrawn': null,
} as const;

/** What is shown of a call's request or answer: every name, and of secrets and of people no value. */
export type Evidence = Readonly<Record<string, unknown>>;

/** One thing that happened. Never a whole card number, a CVC, or what a shop's address is secret by. */
export type Happening = Readonly<{
  at: number;
  what: keyof typeof STEPS;
  language?: string;
  /** Masked. */
  card?: string;
  way?: PaymentWay;
  protocol?: string;
  outcome?: 'approved' | 'refused' | 'passed' | 'attempted' | 'failed' | 'cancelled' | 'abandoned';
  actionCode?: number;
  /** Of a capture or a refund, in minor units. */
  amountMinor?: number;
  referenceNumber?: string;
  /** No callback told it. */
  quiet?: true;
  /** The order's status afterwards. */
  status?: number;
  by?: 'lifetime' | 'decline.do';
  url?: string;
  /** Of the call to the bank that this happening is, as sent but for what is secret. */
  request?: Evidence;
  answer?: Evidence;
}>;

export type PaymentWay = 'CARD' | 'APPLE_PAY' | 'GOOGLE_PAY';

/** A happening as /control/journal tells it. */
export function journalView({ at, what, ...details }: Happening) {
  return { at: new Date(at).toISOString(), step: STEPS[what], what, ...details };
}

const LONGEST_WORD = 15;

/** An address without what may be a secret: long path segments, values of a query, names and fragments. */
export function withoutTokens(address: string): string {
  if (!URL.canParse(address)) return '…';
  const url = new URL(address);
  const path = url.pathname
    .split('/')
    .map((segment) => (segment.length > LONGEST_WORD ? '…' : segment))
    .join('/');
  const query = [...url.searchParams].map(([name, value]) => `${name}=${OURS.includes(name) ? value : '…'}`);
  return `${url.protocol}//${url.host}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** What the bank itself appends to the address. */
const OURS = ['orderId', 'lang'];
