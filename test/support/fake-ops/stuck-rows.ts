import type { StuckRow as ListedRow } from '../../../apps/dashboard/src/api/contract.js';
import { severityOf } from '../../../libs/orders/src/cases/severity.js';
import { REASONS } from '../../../apps/dashboard/src/api/words.js';

/** A row as the pages know it, which things happen to here. */
export type StuckRow = { -readonly [K in keyof ListedRow]: ListedRow[K] };

/** What the order's state and the bank's word are, where that reason holds. */
const LIKE: Readonly<Record<string, readonly [state: string, status: string | null]>> = {
  amount_mismatch: ['registered', 'charged'],
  amounts_unknown: ['paid', 'refunded'],
  contradictory_answer: ['registered', 'closed'],
  disputed: ['paid', 'charged'],
  double_payment: ['paid', 'charged'],
  foreign_operation: ['partially_refunded', 'refunded'],
  hold_expiring: ['authorized', 'held'],
  impossible_move: ['declined', 'reversed'],
  internal_error: ['registered', 'pending'],
  never_reached_bank: ['rejected', 'absent'],
  open_after_lifetime: ['registered', 'open'],
  operation_unknown: ['paid', 'charged'],
  paid_after_close: ['paid', 'charged'],
  stranger_at_gateway: ['created', null],
  undecided_too_long: ['registered', 'pending'],
  unknown_at_gateway: ['registered', 'absent'],
  unknown_status: ['registered', 'unknown'],
  look_overdue: ['registered', 'authenticating'],
  operation_unresolved: ['authorized', 'capturing'],
  without_next_look: ['registered', 'open'],
};

const SHOPS = [
  ['books', 'main'],
  ['kilem', 'main'],
  ['travel', 'second-account'],
] as const;
const ABOUT_A_MERCHANT = ['gateway_unreachable', 'credentials_refused', 'bank_clock', 'unknown_page_host'];
const ABOUT_A_SUBSCRIPTION = ['event_undelivered', 'subscriptions_differ'];
const NO_CASE = ['look_overdue', 'operation_unresolved', 'without_next_look'];
const MINUTE = 60_000;

/** An id of the usual shape that says which row it is of. */
export const idOf = (kind: number, at: number): string =>
  `019ab${kind.toString(16).padStart(3, '0')}-7000-7000-8000-${at.toString(16).padStart(12, '0')}`;

const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();

/** The first rows have every reason there is, each once; then those come that are frequent. */
export function aStuckRow(at: number): StuckRow {
  const reason = at < REASONS.length ? REASONS[at]! : FREQUENT[at % FREQUENT.length]!;
  const age = 6 + ((at * 7919) % 5000);
  const [shopId, merchantId] = SHOPS[at % SHOPS.length]!;
  const caseId = NO_CASE.includes(reason) ? null : idOf(1, at);
  const since = ago(age);
  const about = { reason, severity: severityOf(reason), since, caseId };
  if (ABOUT_A_SUBSCRIPTION.includes(reason))
    return aRowOf('subscription:crm', { ...about, merchantId: null });
  if (ABOUT_A_MERCHANT.includes(reason)) return aRowOf(`merchant:${merchantId}`, { ...about, merchantId });
  const [state, status] = LIKE[reason]!;
  return {
    caseId,
    reason,
    severity: severityOf(reason),
    since,
    subject: `order:${idOf(2, at)}`,
    orderId: idOf(2, at),
    orderNumber: `${shopId.toUpperCase()}-${2_026_000 + at}`,
    shopId,
    merchantId,
    amount: [1_250_000, 459_900, 32_000_050, 99_000][at % 4]! + at * 100,
    currency: at % 9 === 5 ? 'USD' : 'KZT',
    state,
    status,
    answeredAt: status === null ? null : ago(age / 2),
    lastLookAt: ago((at % 50) + 1),
    nextLookAt:
      reason === 'without_next_look' ? null : ago(-(at % 90) - (reason === 'look_overdue' ? -100 : 1)),
    tries: 3 + (at % 40),
    failures: at % 6 === 0 ? (at % 5) + 1 : 0,
    assignee: at % 5 === 0 ? 'daniyar' : at % 7 === 0 ? 'aigerim' : null,
    registrationId: idOf(3, at),
    gatewayOrderNumber: `${shopId.toUpperCase()}-${2_026_000 + at}-7KQ2M9X4TA`,
    gatewayOrderId: `2d8b5f30-7eac-7a43-9f66-${at.toString(16).padStart(12, '0')}`,
    rrn: status === 'charged' ? `5329${at.toString().padStart(8, '0')}` : null,
    approvalCode: status === 'charged' ? String(120_000 + at) : null,
    bankAmount:
      status === null || status === 'absent'
        ? null
        : [1_250_000, 459_900, 32_000_050, 99_000][at % 4]! +
          at * 100 -
          (reason === 'amount_mismatch' ? 50_000 : 0),
    bankCurrency: at % 9 === 5 ? 'USD' : 'KZT',
  };
}

const FREQUENT = [
  'open_after_lifetime',
  'look_overdue',
  'undecided_too_long',
  'look_overdue',
  'unknown_status',
];

type About = Pick<StuckRow, 'reason' | 'severity' | 'since' | 'caseId' | 'merchantId'>;

const aRowOf = (subject: string, about: About): StuckRow => ({
  subject,
  orderId: null,
  orderNumber: null,
  shopId: null,
  amount: null,
  currency: null,
  state: null,
  status: null,
  answeredAt: null,
  lastLookAt: null,
  nextLookAt: null,
  tries: null,
  failures: null,
  assignee: null,
  registrationId: null,
  gatewayOrderNumber: null,
  gatewayOrderId: null,
  rrn: null,
  approvalCode: null,
  bankAmount: null,
  bankCurrency: null,
  ...about,
});
