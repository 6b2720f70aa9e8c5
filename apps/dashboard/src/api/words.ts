/** The words that the service speaks. A newer service may know more of them: the pages show those as they come. */
export const CASE_REASONS = [
  'amount_mismatch',
  'amounts_unknown',
  'bank_clock',
  'contradictory_answer',
  'credentials_refused',
  'disputed',
  'double_payment',
  'event_undelivered',
  'foreign_operation',
  'gateway_unreachable',
  'hold_expiring',
  'impossible_move',
  'internal_error',
  'never_reached_bank',
  'open_after_lifetime',
  'operation_unknown',
  'paid_after_close',
  'stranger_at_gateway',
  'subscriptions_differ',
  'undecided_too_long',
  'unknown_at_gateway',
  'unknown_page_host',
  'unknown_status',
] as const;

/** Why something is stuck: a case, or what the rows tell without one. */
export const REASONS = [
  ...CASE_REASONS,
  'look_overdue',
  'operation_unresolved',
  'without_next_look',
] as const;
export type Reason = (typeof REASONS)[number];

export const ORDER_STATES = [
  'created',
  'registered',
  'authorized',
  'paid',
  'partially_refunded',
  'refunded',
  'released',
  'declined',
  'expired',
  'cancelled',
  'rejected',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export type BankStatus =
  | 'open'
  | 'held'
  | 'charged'
  | 'reversed'
  | 'refunded'
  | 'authenticating'
  | 'closed'
  | 'pending'
  | 'capturing'
  | 'absent'
  | 'unknown';

export type RegistrationState = 'sending' | 'recovering' | 'open' | 'closed' | 'orphan' | 'refused';

export type Phase =
  'recovering' | 'returned' | 'quiet' | 'overtime' | 'undecided' | 'operation' | 'authorized' | 'aftercare';

export type Role = 'viewer' | 'operator' | 'admin';

export const AUDIT_ACTIONS = [
  'sign-in',
  'sign-out',
  'ask-bank',
  'bulk-ask',
  'comment',
  'assign',
  'close-case',
  'close-page',
  'resolve',
  'new-payment-link',
  'replay-event',
  'set-operator',
  'disable-operator',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** How long a person's words may be. */
export const REASON_AT_MOST = 1_000;
export const COMMENT_AT_MOST = 4_000;
