import type { GatewayStatus, StatusAnswer } from '@app/gateway';
import {
  applied,
  type CaseReason,
  type Known,
  needsAPerson,
  type OrderState,
  type Registration,
  type Ruling,
} from '@app/orders';
import { lookAfter, placeAfter } from './look-after.js';
import { overdue } from './overdue.js';
import { UNDECIDED } from './poll-schedule.js';
import { verdict, type Verdict } from './verdict.js';

/** Cases that every answer judges anew: they close by themselves when the answer no longer bears them out. */
export const JUDGED: readonly CaseReason[] = [
  'unknown_at_gateway',
  'amount_mismatch',
  'amounts_unknown',
  'unknown_status',
  'undecided_too_long',
  'open_after_lifetime',
  'hold_expiring',
  'double_payment',
  'operation_unknown',
  'disputed',
  'impossible_move',
  'stranger_at_gateway',
];

/** An answer that cannot be understood tells nothing of amounts or money: what was found earlier stands. */
const JUDGED_BY_NO_WORD: readonly CaseReason[] = [
  'unknown_at_gateway',
  'unknown_status',
  'operation_unknown',
];

/** Nothing is left that a person would have to decide about money that came late. */
const GIVEN_BACK: readonly OrderState[] = ['refunded', 'released'];

/**
 * Verdict and schedule together: all that is to be written about one answer. `random` is 0 to 1; `callbacksArrive`: the
 * bank has lately been telling this merchant by itself.
 */
export function rule(known: Known, answer: StatusAnswer, random: number, callbacksArrive = false): Ruling {
  const judgement = verdict(known, answer);
  const registration = { ...judgement.registration, statusSince: statusSince(known, answer.status) };
  const after: Registration = { ...known.registration, ...registration };
  const cases = {
    findings: [...judgement.findings, ...overdue(after, placeAfter(known, after), known.now)],
    judged: judgedBy(known, answer, judgement),
    overtaken: [],
  };
  const look = lookAfter(known, after, needsAPerson(known, cases), random, callbacksArrive);
  return applied({ ...judgement, registration, ...cases, look });
}

function judgedBy(
  { order, registration }: Known,
  { status }: StatusAnswer,
  { steps }: Verdict,
): CaseReason[] {
  const saysNothing = status === 'absent' || status === 'unknown';
  const state = steps.findLast((step) => step.to)?.to ?? order.state;
  return [
    ...(saysNothing ? JUDGED_BY_NO_WORD : JUDGED),
    ...(GIVEN_BACK.includes(state) ? (['paid_after_close'] as const) : []),
    // A fault of our own is over once an answer can be written down again.
    ...(registration.faults > 0 ? (['internal_error'] as const) : []),
  ];
}

/** Words for "not decided yet" are one: from one to the next nothing has begun anew. */
function statusSince({ registration, now }: Known, status: GatewayStatus): Date {
  const before = registration.status;
  const goesOn = before === status || (before !== null && UNDECIDED.has(before) && UNDECIDED.has(status));
  return (goesOn ? registration.statusSince : null) ?? now;
}
