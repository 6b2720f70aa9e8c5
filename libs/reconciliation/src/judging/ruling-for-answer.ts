import type { GatewayStatus, StatusAnswer } from '@app/gateway';
import {
  applied,
  type CaseReason,
  type LockedFacts,
  needsAPerson,
  type OrderState,
  type Registration,
  type Ruling,
} from '@app/orders';
import { nextPollAfter, placeAfter } from '../schedule/next-poll.js';
import { nameTheMoney } from './name-the-money.js';
import { overdue } from './overdue.js';
import { nextOfSeriesMs, type Pace, RECHECKING, UNDECIDED, USUAL_PACE } from '../schedule/poll-schedule.js';
import { isImpossible, verdict, type Verdict } from './verdict.js';

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
  'contradictory_answer',
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

/** Verdict and schedule together: all that is to be written about one answer. `random` is 0 to 1. */
export function rulingFor(
  known: LockedFacts,
  answer: StatusAnswer,
  random: number,
  pace: Pace = USUAL_PACE,
): Ruling {
  const judgement = verdict(known, answer);
  const makesNoSense = contradicts(known, answer, judgement);
  const registration: Partial<Registration> = {
    ...judgement.registration,
    ...(judgement.registration.status && { statusSince: statusSince(known, answer.status) }),
    absences: answer.status === 'absent' ? known.registration.absences + 1 : 0,
    contradictedSince: makesNoSense ? (known.registration.contradictedSince ?? known.now) : null,
    recheckingSince: recheckingSince(known, !makesNoSense && tellsNews(known, judgement)),
  };
  const after: Registration = { ...known.registration, ...registration };
  const cases = {
    findings: [
      ...nameTheMoney(known, answer, judgement.findings),
      ...overdue(after, placeAfter(known, after), known.now),
    ],
    closesOnRegistration: judgedBy(known, answer, judgement),
    closesOnOrder: [],
  };
  const keepPolling = isStillOpen(known, judgement) || needsAPerson(known, cases);
  const nextPoll = nextPollAfter(known, after, keepPolling, random, pace);
  return applied({ ...judgement, registration, ...cases, nextPoll });
}

/** No order is forgotten: while its end is open, the page that speaks for it is never left alone, whoever closes what case. */
function isStillOpen(known: LockedFacts, judgement: Verdict): boolean {
  const { order, registration, isNewest } = known;
  const speaks = order.settledBy === null ? isNewest : order.settledBy === registration.id;
  return speaks && OPEN.includes(stateAfter(known, judgement));
}

const stateAfter = ({ order }: LockedFacts, { moves }: Verdict): OrderState =>
  moves.findLast((move) => move.to)?.to ?? order.state;

function judgedBy(known: LockedFacts, { status }: StatusAnswer, judgement: Verdict): CaseReason[] {
  const saysNothing = status === 'absent' || status === 'unknown';
  return [
    ...(saysNothing ? JUDGED_BY_NO_WORD : JUDGED),
    ...(GIVEN_BACK.includes(stateAfter(known, judgement)) ? (['paid_after_close'] as const) : []),
    // A fault of our own is over once an answer can be written down again, and nothing is left to be closed at the bank.
    ...(known.registration.faults > 0 && !judgement.closeAtGateway ? (['internal_error'] as const) : []),
  ];
}

/** Answers that cannot be true beside what is known, or that lack what their status needs. They may make sense the next time. */
function contradicts({ registration }: LockedFacts, { status }: StatusAnswer, judgement: Verdict): boolean {
  // The bank has told of this page already: that it knows nothing of it, or nothing that can be read, is no word about it.
  if (status === 'absent' || status === 'unknown') return registration.state === 'closed';
  // About a stranger: what is known of ours may be old by now.
  return isImpossible(judgement) || judgement.findings.some(({ reason }) => reason === 'stranger_at_gateway');
}

/**
 * Whether the bank tells something that it had not told before: a move, or a figure that is another. A word that comes back after one
 * that could not be read, or a figure where there was none, is none.
 */
function tellsNews({ registration: before }: LockedFacts, { registration: said, moves }: Verdict): boolean {
  const isOther = (['approvedMinor', 'depositedMinor', 'refundedMinor'] as const).some(
    (name) => before[name] !== null && said[name] != null && said[name] !== before[name],
  );
  return moves.length > 0 || isOther;
}

/** A reason that was put off shares its poll with the one before it, so that news may be of that one. */
const PUT_OFF_MS = 10_000;

/** As if the series had begun so long ago that its last poll alone is left, and is due in ten seconds. */
const withOneMorePoll = (now: Date): Date =>
  new Date(now.getTime() + PUT_OFF_MS - RECHECKING.looks.at(-1)! * 1_000);

/** The series of a reason to poll ends with its last poll, or with news that can be what the reason was about. */
function recheckingSince({ registration, hastenedSince, now }: LockedFacts, news: boolean): Date | null {
  const { recheckingSince: since, hastenedAt, state } = registration;
  if (!since || nextOfSeriesMs(RECHECKING, since, now, 0) === null) return null;
  const wasPutOff = hastenedAt !== null && since > hastenedAt;
  const mayBeOfAnother = wasPutOff && now.getTime() - hastenedAt.getTime() < PUT_OFF_MS;
  // That a page has just been closed is no news of what came after its payment.
  if (!news || state !== 'closed' || hastenedSince || since > now) return since;
  return mayBeOfAnother ? withOneMorePoll(now) : null;
}

/** Words for "not decided yet" are one: from one to the next nothing has begun anew. */
function statusSince({ registration, now }: LockedFacts, status: GatewayStatus): Date {
  const before = registration.status;
  const goesOn = before === status || (before !== null && UNDECIDED.has(before) && UNDECIDED.has(status));
  return (goesOn ? registration.statusSince : null) ?? now;
}
