import type { StatusAnswer } from '@app/gateway';
import {
  applied,
  type CaseReason,
  type LockedFacts,
  type NextPoll,
  newRegistration,
  type Registration,
  rejection,
  type Ruling,
} from '@app/orders';
import { isGivenBack, isUntrue } from './figures.js';
import { nextPollOf, USUAL_PACE } from '../schedule/poll-schedule.js';
import { JUDGED, rulingFor } from './ruling-for-answer.js';

const DAY_MS = 24 * 3_600_000;
/** Once this can be written down, a fault of our own is over, too. */
const JUDGED_IN_RECOVERY: readonly CaseReason[] = [...JUDGED, 'internal_error'];
/** A bank that has lost so many answers in a row loses them all: no more orders are made there, and a person looks. */
export const MAX_LOST_IN_A_ROW = 8;

/** Nothing was learnt: on by the series. `random` is 0 to 1 here and below. */
export const lookAgain = (known: LockedFacts, random: number): Ruling =>
  applied({ registration: {}, nextPoll: lookOn(known, random) });

/** By the series of recovery to the end of the lifetime, then daily. */
function lookOn({ registration, now }: LockedFacts, random: number): NextPoll {
  const nextPoll = nextPollOf(registration, now, random);
  return registration.expiresAt <= now ? { ...nextPoll, afterMs: DAY_MS } : nextPoll;
}

/** Nothing is adopted and nothing declined: a person must see how a stranger came by our number. */
export function stranger(known: LockedFacts, answer: StatusAnswer, random: number): Ruling {
  const echo = answer.echo.tolemRegistration;
  const isTrue = !isUntrue(answer);
  const detail = {
    gatewayOrderId: answer.gatewayOrderId,
    status: answer.status,
    // A person may end the order where one of these holds: no money at the bank can be ours.
    isProven: echo !== undefined && echo !== known.registration.id,
    isGivenBack: isTrue && isGivenBack(answer),
  };
  return {
    ...applied({ registration: isTrue ? { status: answer.status } : {}, nextPoll: lookOn(known, random) }),
    answer: answer.kept,
    findings: [{ reason: 'stranger_at_gateway', detail }],
    closesOnRegistration: JUDGED_IN_RECOVERY,
  };
}

/** Paid, held, closed or undecided at the bank: what the bank says holds, money first. */
export function foundAtBank(
  known: LockedFacts,
  answer: StatusAnswer,
  random: number,
  pace = USUAL_PACE,
): Ruling {
  const ruling = rulingFor(known, answer, random, pace);
  if (answer.status !== 'unknown') return ruling;
  return { ...ruling, nextPoll: lookOn(known, random) };
}

/** The lifetime is over and the bank has never heard of it: nobody can pay it any more. */
export function neverReachedBank({ order, registration }: LockedFacts): Ruling {
  const over = applied({
    registration: { state: 'refused', status: 'absent' },
    nextPoll: { ...registration, afterMs: null },
    closesOnRegistration: JUDGED_IN_RECOVERY,
  });
  // Another page has brought the money: nobody waits for this one, or need hear of it.
  if (order.settledBy !== null) return over;
  return {
    ...over,
    moves: [rejection(order, 'The order never reached the gateway')],
    findings: [{ reason: 'never_reached_bank', detail: { registration: registration.id } }],
  };
}

/** Ours and unpaid, its address lost for good: a fresh registration takes its place, unless that has been in vain too often. */
export function orphaned(
  known: LockedFacts,
  answer: StatusAnswer,
  { callTimeoutMs, random }: Readonly<{ callTimeoutMs: number; random: number }>,
): Ruling {
  const { order, registration, now } = known;
  const ruling = rulingFor(known, answer, random);
  const lost = lostInARow(known);
  const orphan: Ruling = {
    ...ruling,
    // A stranger to every payer: what was tried on it is nobody's attempt.
    moves: [],
    findings: [],
    registration: { ...ruling.registration, state: 'orphan', sendsUnaccounted: 0 },
    closeAtGateway: true,
  };
  if (order.settledBy !== null) return orphan;
  if (lost >= MAX_LOST_IN_A_ROW)
    return {
      ...orphan,
      moves: [rejection(order, 'The answers of the gateway cannot be used')],
      findings: [{ reason: 'internal_error', detail: { lostInARow: lost, registration: registration.id } }],
    };
  const { merchantId } = registration;
  const attempt = registration.attempt + 1;
  return { ...orphan, successor: newRegistration(order, { merchantId, attempt, now, callTimeoutMs }) };
}

/** How many pages, this one the last of them, were made at the bank one after the other and seen by nobody. */
export function lostInARow({
  siblings,
  registration,
}: Pick<LockedFacts, 'siblings' | 'registration'>): number {
  const earlier = siblings
    .filter((row) => row.attempt < registration.attempt)
    .toSorted((one, other) => other.attempt - one.attempt);
  const seen = earlier.findIndex((row) => !wasLost(row));
  return 1 + (seen < 0 ? earlier.length : seen);
}

/** At the bank, and its address never came to us. */
const wasLost = ({ state, formUrl, gatewayOrderId }: Registration): boolean =>
  formUrl === null && (state === 'orphan' || gatewayOrderId !== null);
