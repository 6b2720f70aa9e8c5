import { randomBytes, randomInt } from 'node:crypto';
import { WITHOUT_3DS } from './cards.js';
import type { Happening } from './journal.js';
import { type Attempt, type BankOrder, STATUS } from './order.js';

export type Change = Readonly<{ order: BankOrder; happened: readonly Happening[] }>;
type Decided = Readonly<{ actionCode: number; eci?: number; authenticated?: boolean }>;

/** The payer tries to pay: one attempt more, and what it is made with. */
export const withAttempt = (order: BankOrder, lastAttempt: Attempt): BankOrder => ({
  ...order,
  attemptsMade: order.attemptsMade + 1,
  lastAttempt,
});

/** The attempt is decided: money, or another try while there is one left. */
export function settle(order: BankOrder, decided: Decided, now: number): Change {
  const known = { ...order, authentication: undefined };
  const settled = decided.actionCode === 0 ? approved(known, decided, now) : refused(known, decided, now);
  const { status, actionCode } = settled;
  const outcome = actionCode === 0 ? 'approved' : 'refused';
  return { order: settled, happened: [{ at: now, what: 'processed', outcome, actionCode, status }] };
}

function approved(order: BankOrder, decided: Decided, now: number): BankOrder {
  const lastAttempt = order.lastAttempt && {
    ...order.lastAttempt,
    at: now,
    eci: decided.eci ?? WITHOUT_3DS,
    ...(decided.authenticated && { xid: randomBytes(20).toString('base64') }),
    approvalCode: digits(6),
    referenceNumber: digits(12),
  };
  const held = { ...order, actionCode: 0, status: STATUS.approved, lastAttempt };
  return order.twoStage ? held : { ...held, status: STATUS.deposited, depositedAt: now };
}

function refused(order: BankOrder, decided: Decided, now: number): BankOrder {
  const status = order.attemptsMade < order.attemptsAllowed ? STATUS.registered : STATUS.declined;
  const lastAttempt = order.lastAttempt && { ...order.lastAttempt, at: now };
  return { ...order, actionCode: decided.actionCode, status, lastAttempt };
}

/** A number as processing gives them. */
export const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');
