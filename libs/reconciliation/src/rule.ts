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
import { nameTheMoney } from './name-the-money.js';
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

/** The end of these is open. */
const OPEN: readonly OrderState[] = ['created', 'registered', 'authorized'];

/**
 * Verdict and schedule together: all that is to be written about one answer. `random` is 0 to 1; `callbacksArrive`: the
 * bank has lately been telling this merchant by itself.
 */
export function rule(known: Known, answer: StatusAnswer, random: number, callbacksArrive = false): Ruling {
  const judgement = verdict(known, answer);
  const registration = { ...judgement.registration, statusSince: statusSince(known, answer.status) };
  const after: Registration = { ...known.registration, ...registration };
  const cases = {
    findings: [
      ...nameTheMoney(known, answer, judgement.findings),
      ...overdue(after, placeAfter(known, after), known.now),
    ],
    judged: judgedBy(known, answer, judgement),
    overtaken: [],
  };
  const neverAlone = isStillOpen(known, judgement) || needsAPerson(known, cases);
  const look = lookAfter(known, after, neverAlone, random, callbacksArrive);
  return applied({ ...judgement, registration, ...cases, look });
}

/** No order is forgotten: while its end is open, the page that speaks for it is never left alone, whoever closes what case. */
function isStillOpen(known: Known, judgement: Verdict): boolean {
  const { order, registration, isNewest } = known;
  const speaks = order.settledBy === null ? isNewest : order.settledBy === registration.id;
  return speaks && OPEN.includes(stateAfter(known, judgement));
}

const stateAfter = ({ order }: Known, { steps }: Verdict): OrderState =>
  steps.findLast((step) => step.to)?.to ?? order.state;

function judgedBy(known: Known, { status }: StatusAnswer, judgement: Verdict): CaseReason[] {
  const saysNothing = status === 'absent' || status === 'unknown';
  return [
    ...(saysNothing ? JUDGED_BY_NO_WORD : JUDGED),
    ...(GIVEN_BACK.includes(stateAfter(known, judgement)) ? (['paid_after_close'] as const) : []),
    // A fault of our own is over once an answer can be written down again.
    ...(known.registration.faults > 0 ? (['internal_error'] as const) : []),
  ];
}

/** Words for "not decided yet" are one: from one to the next nothing has begun anew. */
function statusSince({ registration, now }: Known, status: GatewayStatus): Date {
  const before = registration.status;
  const goesOn = before === status || (before !== null && UNDECIDED.has(before) && UNDECIDED.has(status));
  return (goesOn ? registration.statusSince : null) ?? now;
}
