import type { CaseReason } from '../ruling/ruling.js';

/** Most severe first: money may be lost or is counted wrong; a payer, a shop or a consumer waits; it only has to be tidied up. */
export const SEVERITIES = ['money', 'waits', 'housekeeping'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the rows tell is stuck without a case (the view `stuck_items`). */
export type RowReason = 'look_overdue' | 'operation_unresolved' | 'without_next_look';

/** By it lists are ordered and coloured, and the dashboard's band decides how loud it is. */
export const SEVERITY_OF = {
  amount_mismatch: 'money',
  amounts_unknown: 'money',
  contradictory_answer: 'money',
  disputed: 'money',
  double_payment: 'money',
  foreign_operation: 'money',
  hold_expiring: 'money',
  impossible_move: 'money',
  operation_unknown: 'money',
  paid_after_close: 'money',
  stranger_at_gateway: 'money',
  unknown_at_gateway: 'money',
  without_next_look: 'money',
  credentials_refused: 'waits',
  event_undelivered: 'waits',
  gateway_unreachable: 'waits',
  internal_error: 'waits',
  look_overdue: 'waits',
  operation_unresolved: 'waits',
  subscriptions_differ: 'waits',
  undecided_too_long: 'waits',
  unknown_page_host: 'waits',
  unknown_status: 'waits',
  bank_clock: 'housekeeping',
  never_reached_bank: 'housekeeping',
  open_after_lifetime: 'housekeeping',
} as const satisfies Record<CaseReason | RowReason, Severity>;

/** A version beside this one may know more reasons: those are never taken for tidying up. */
export const severityOf = (reason: string): Severity =>
  (SEVERITY_OF as Readonly<Record<string, Severity>>)[reason] ?? 'waits';

/** The same as a number in SQL, to sort by: 0 is the most severe. */
export function severityRank(column: string): string {
  const reasonsOf = (severity: Severity) =>
    Object.keys(SEVERITY_OF)
      .filter((reason) => severityOf(reason) === severity)
      .map((reason) => `'${reason}'`)
      .join(', ');
  return `CASE WHEN ${column} IN (${reasonsOf('money')}) THEN 0 WHEN ${column} IN (${reasonsOf('housekeeping')}) THEN 2 ELSE 1 END`;
}
