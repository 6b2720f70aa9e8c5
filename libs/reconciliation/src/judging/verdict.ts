import type { StatusAnswer } from '@app/gateway';
import { unreachable } from '@app/kernel';
import type { CaseReason, Finding, LockedFacts, OrderState, Ruling, Move } from '@app/orders';
import { pathTo } from '@app/orders';
import { factsOf } from './facts.js';
import { failedAttempt } from './failed-attempt.js';
import { capturesOf, isCaptureUnknown, isGivenBack, isUntrue, lackingFigure, totalsOf } from './figures.js';
import { disagreements, refundsSince, strangeness } from './money-facts.js';

/** What a status and the known facts mean; when to look again is the schedule's business. */
export type Verdict = Pick<
  Ruling,
  'moves' | 'order' | 'registration' | 'answer' | 'findings' | 'settles' | 'closeAtGateway'
>;

/** These codes on a closed order say that its time was over (gateway.md §4). */
const EXPIRED_CODES: ReadonlySet<number> = new Set([-2007, -2014, -2009, -100]);

const ENDED_WITHOUT_MONEY: readonly OrderState[] = ['declined', 'expired', 'cancelled', 'rejected'];

/**
 * Judges one answer of the gateway. Pure and exhaustive: every word of the bank is handled, an unknown is never a
 * decline, a wrong amount is never paid, and every surprise is a finding for a person instead of a guess.
 */
export function verdict(known: LockedFacts, answer: StatusAnswer): Verdict {
  const learnt = nothingMoves(known, answer);
  switch (answer.status) {
    case 'absent':
      return { ...learnt, findings: [found('unknown_at_gateway', answer)] };
    case 'unknown':
      return { ...learnt, findings: [found('unknown_status', answer)] };
    default:
  }
  const strange = strangeness(known, answer);
  // Nothing in it is about us.
  if (strange.length > 0)
    return {
      ...unbelieved(learnt),
      findings: [found('stranger_at_gateway', answer, { differing: strange })],
    };
  const disagreeing = contradiction(answer);
  if (disagreeing) return withDispute(known, answer, { ...unbelieved(learnt), findings: [disagreeing] });
  const differing = disagreements(known, answer);
  if (differing.length > 0) return wrongAmount(known, answer, learnt, { differing });
  const judged = judge(known, answer, learnt);
  return withDispute(
    known,
    answer,
    isImpossible(judged) ? { ...judged, ...unbelieved(learnt), findings: judged.findings } : judged,
  );
}

/** What the bank says is kept to be read, and changes nothing. */
const unbelieved = (learnt: Verdict): Verdict => ({ ...learnt, registration: {}, order: {}, moves: [] });

const CONTRADICTIONS: readonly CaseReason[] = ['contradictory_answer', 'impossible_move', 'amounts_unknown'];

/** The answer cannot be true: of itself, or after what is known. */
export const isImpossible = ({ findings }: Verdict): boolean =>
  findings.some(({ reason }) => CONTRADICTIONS.includes(reason));

/** The answer disagrees with itself: its status with its own figures. */
function contradiction(answer: StatusAnswer): Finding | null {
  const lacking = lackingFigure(answer);
  if (lacking) return found('amounts_unknown', answer, { lacking });
  return isUntrue(answer) ? found('contradictory_answer', answer) : null;
}

/** Never paid; but when all of it is with the payer again, nobody waits for anything any more. */
function wrongAmount(
  known: LockedFacts,
  answer: StatusAnswer,
  learnt: Verdict,
  detail: Record<string, unknown>,
): Verdict {
  const { order, registration, isNewest } = known;
  const speaks = order.settledBy === registration.id || (order.settledBy === null && isNewest);
  const way = pathTo(order.state, 'released');
  const isOver = order.state === 'released' || order.state === 'refunded';
  const mustBeSeen =
    !isGivenBack(answer) ||
    answer.orderNumber !== registration.gatewayOrderNumber ||
    // What was announced as captured cannot end silently by figures that are others.
    (order.capturedMinor > 0n && speaks && !isOver);
  if (mustBeSeen) return { ...learnt, findings: [found('amount_mismatch', answer, detail)] };
  if (!speaks || !way || isOver) return learnt;
  return { ...learnt, moves: way.map((to) => ({ to })) };
}

function judge(known: LockedFacts, answer: StatusAnswer, learnt: Verdict): Verdict {
  switch (answer.status) {
    case 'open':
      return onOpen(known, answer, learnt);
    case 'authenticating':
    case 'pending':
    case 'capturing':
      return onUndecided(known, answer, learnt);
    case 'held':
      return onHeld(known, answer, learnt);
    case 'charged':
    case 'refunded':
      return onCaptured(known, answer, learnt);
    case 'reversed':
      return onReversed(known, answer, learnt);
    case 'closed':
      return onClosed(known, answer, learnt);
    case 'absent':
    case 'unknown':
      return learnt;
    default:
      return unreachable(answer.status);
  }
}

function nothingMoves({ order, registration, isNewest }: LockedFacts, answer: StatusAnswer): Verdict {
  const facts = factsOf(registration, answer);
  const moved = isNewest && facts.expiresAt && facts.expiresAt.getTime() !== order.expiresAt.getTime();
  return {
    moves: [],
    order: moved ? { expiresAt: facts.expiresAt } : {},
    registration: facts,
    answer: answer.kept,
    findings: [],
    settles: false,
    closeAtGateway: false,
  };
}

function found(reason: CaseReason, answer: StatusAnswer, more: Record<string, unknown> = {}): Finding {
  return { reason, detail: { status: answer.status, actionCode: answer.actionCode, ...more } };
}

/** An earlier word about a page that is over, or about money that is there, is a stale one. */
function onUndecided({ order, registration }: LockedFacts, answer: StatusAnswer, learnt: Verdict): Verdict {
  const isHeldByBank = order.state === 'authorized' && answer.status !== 'authenticating';
  const isFurtherOn = registration.state === 'closed' || order.settledBy === registration.id;
  if (!isFurtherOn || isHeldByBank) return learnt;
  return { ...learnt, findings: [found('impossible_move', answer, { from: order.state })] };
}

/** Never closed by us on this word: the payer may be paying. Unless nobody may pay here any more. */
function onOpen(
  { order, registration, isNewest }: LockedFacts,
  answer: StatusAnswer,
  learnt: Verdict,
): Verdict {
  const settledElsewhere = order.settledBy !== null && order.settledBy !== registration.id;
  if (registration.state === 'orphan' || settledElsewhere) return { ...learnt, closeAtGateway: true };
  // A page that the bank has closed never opens again, and money that was there does not become none.
  if (registration.state === 'closed' || order.settledBy === registration.id)
    return { ...learnt, findings: [found('impossible_move', answer, { from: order.state })] };
  const attempt = failedAttempt(registration, answer);
  if (!isNewest || order.state !== 'registered' || !attempt) return learnt;
  return {
    ...learnt,
    registration: { ...learnt.registration, attemptSeen: attempt.told },
    moves: attempt.isNew ? [{ event: 'order.attempt_failed' }] : [],
  };
}

function onHeld(known: LockedFacts, answer: StatusAnswer, learnt: Verdict): Verdict {
  if (isSettledElsewhere(known)) return { ...learnt, findings: [found('double_payment', answer)] };
  if (known.registration.mode !== 'hold') return { ...learnt, findings: [found('impossible_move', answer)] };
  const approved = answer.amounts?.approvedMinor ?? known.registration.amountMinor;
  if (approved !== known.registration.amountMinor)
    return { ...learnt, findings: [found('amount_mismatch', answer, { approved: Number(approved) })] };
  return settle(known, answer, learnt, { to: 'authorized', first: {} });
}

function onCaptured(known: LockedFacts, answer: StatusAnswer, learnt: Verdict): Verdict {
  const { order, registration } = known;
  if (isCaptureUnknown(known, answer) && !isSettledElsewhere(known))
    return { ...learnt, findings: [found('amounts_unknown', answer, { lacking: 'capture' })] };
  const totals = totalsOf(known, answer);
  const { capturedMinor, refundedMinor } = totals;
  const givenBack = refundedMinor === capturedMinor;
  if (isSettledElsewhere(known))
    return givenBack ? learnt : { ...learnt, findings: [found('double_payment', answer)] };
  const detail = { captured: Number(capturedMinor), refunded: Number(refundedMinor) };
  // What was announced as captured or refunded cannot become less: an earlier word.
  if (capturedMinor < order.capturedMinor || refundedMinor < order.refundedMinor)
    return { ...learnt, findings: [found('contradictory_answer', answer, detail)] };
  const isWrong =
    registration.mode === 'charge'
      ? capturedMinor !== registration.amountMinor
      : capturedMinor > registration.amountMinor;
  const isAbsurd = capturedMinor <= 0n || refundedMinor > capturedMinor;
  if (isWrong || isAbsurd) return wrongAmount(known, answer, learnt, detail);
  const refunds = refundsSince(order.refundedMinor, refundedMinor, answer.refunds);
  const to = givenBack ? 'refunded' : refundedMinor > 0n ? 'partially_refunded' : 'paid';
  const settled = settle(known, answer, learnt, { to, first: totals, refunds });
  const isOurs = capturesOf(known).some((row) => row.amountMinor === capturedMinor);
  const foreign = registration.mode === 'hold' && order.capturedMinor !== capturedMinor && !isOurs;
  return foreign
    ? { ...settled, findings: [...settled.findings, found('foreign_operation', answer, detail)] }
    : settled;
}

function onReversed(known: LockedFacts, answer: StatusAnswer, learnt: Verdict): Verdict {
  const { order, registration, isNewest } = known;
  const newestSpeaks = order.settledBy === null && isNewest && registration.state !== 'orphan';
  // An orphan whose money it is speaks for the order like any other.
  if (order.settledBy !== registration.id && !newestSpeaks) return learnt;
  if (order.state === 'released' || ENDED_WITHOUT_MONEY.includes(order.state)) return learnt;
  const way = pathTo(order.state, 'released');
  if (!way) return { ...learnt, findings: [found('impossible_move', answer, { from: order.state })] };
  return { ...learnt, moves: way.map((to) => (to === 'released' ? { to, capturedMinor: 0n } : { to })) };
}

function onClosed(known: LockedFacts, answer: StatusAnswer, learnt: Verdict): Verdict {
  const { order, registration, isNewest, operations } = known;
  // Money that was taken, be it of a wrong amount, does not become none by this word: the figure has to say so.
  const isSilentOfMoney = (registration.depositedMinor ?? 0n) > 0n && answer.amounts?.depositedMinor !== 0n;
  if (order.settledBy === registration.id || isSilentOfMoney)
    return { ...learnt, findings: [found('impossible_move', answer, { from: order.state })] };
  const speaks = order.settledBy === null && isNewest && registration.state !== 'orphan';
  // The shop waits for a rejected order that was sent afresh as it waits for a created one.
  const sentAfresh = order.state === 'rejected' && registration.state !== 'closed';
  const unheard = order.state === 'created' || sentAfresh;
  if (!speaks || (order.state !== 'registered' && !unheard)) return learnt;
  const cancelling = operations.some(
    (row) =>
      row.registrationId === registration.id &&
      row.kind === 'cancel' &&
      (row.state === 'pending' || row.state === 'unknown'),
  );
  const expired = answer.actionCode !== null && EXPIRED_CODES.has(answer.actionCode);
  const end: OrderState = cancelling ? 'cancelled' : expired ? 'expired' : 'declined';
  const registered: Move[] = unheard ? [{ to: 'registered' }] : [];
  return { ...learnt, moves: [...registered, { to: end }] };
}

const isSettledElsewhere = ({ order, registration }: LockedFacts): boolean =>
  order.settledBy !== null && order.settledBy !== registration.id;

/** Money is there, on the registration that from now on alone speaks for the order. Each step carries the answer's amounts. */
function settle(
  known: LockedFacts,
  answer: StatusAnswer,
  learnt: Verdict,
  walk: Readonly<{
    to: OrderState;
    first: Pick<Move, 'capturedMinor' | 'refundedMinor'>;
    refunds?: readonly bigint[];
  }>,
): Verdict {
  const { order, registration } = known;
  const way = pathTo(order.state, walk.to);
  if (!way)
    return { ...learnt, findings: [found('impossible_move', answer, { from: order.state, to: walk.to })] };
  const moves = way.map((to): Move => ({ to }));
  const [head, ...rest] = withRefunds(moves, order.state, walk.refunds ?? []);
  const late = ENDED_WITHOUT_MONEY.includes(order.state);
  return {
    ...learnt,
    moves: head ? [{ ...head, ...walk.first }, ...rest] : [],
    order: {
      ...learnt.order,
      ...(order.settledBy === null && { settledBy: registration.id }),
    },
    findings: late ? [found('paid_after_close', answer, { was: order.state })] : [],
    settles: order.settledBy === null,
  };
}

/** The payer's bank takes the money back. Told once, whatever became of the amounts; the case stands while the bank says so. */
function withDispute(
  { order, registration, now }: LockedFacts,
  answer: StatusAnswer,
  judged: Verdict,
): Verdict {
  const speaks = (judged.order.settledBy ?? order.settledBy) === registration.id;
  if (!answer.chargeback || !speaks) return judged;
  const isNew = order.disputedAt === null;
  return {
    ...judged,
    moves: isNew ? [...judged.moves, { event: 'order.disputed' }] : judged.moves,
    order: { ...judged.order, ...(isNew && { disputedAt: now }) },
    findings: [...judged.findings, { reason: 'disputed', detail: { chargeback: true } }],
  };
}

/** One order.refunded per refund; the moves into the refunded states carry the first and the last of them. */
function withRefunds(moves: readonly Move[], from: OrderState, refunds: readonly bigint[]): Move[] {
  const before = moves.filter((step) => step.to !== 'partially_refunded' && step.to !== 'refunded');
  const ends = moves.slice(before.length);
  const last = ends.at(-1)?.to;
  const full = last === 'refunded';
  const wasRefunded = from === 'partially_refunded' || from === 'refunded';
  return [
    ...before,
    ...refunds.map((refundedNowMinor, at): Move => {
      if (full && at === refunds.length - 1) return { to: 'refunded', refundedNowMinor };
      if (at === 0 && !wasRefunded) return { to: 'partially_refunded', refundedNowMinor };
      return { event: 'order.refunded', refundedNowMinor };
    }),
  ];
}
