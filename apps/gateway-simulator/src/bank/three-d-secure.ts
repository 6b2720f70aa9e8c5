import { randomUUID } from 'node:crypto';
import { ATTEMPT_STARTED } from './action-codes.js';
import {
  AUTHENTICATION_FAILED,
  AUTHENTICATIONS,
  type AuthenticationKind,
  CODES_A_PAYER_MAY_TYPE,
  eciOf,
} from './cards.js';
import type { Happening } from './journal.js';
import { type BankOrder, STATUS } from './order.js';
import { type Change, settle } from './settle-attempt.js';

type Outcome = 'passed' | 'attempted' | 'failed' | 'cancelled';

/** The card was taken and its bank is asked who is paying: some ask the payer, the others know at once. */
export function begun(
  order: BankOrder,
  kind: Exclude<AuthenticationKind, 'none'>,
  actionCode: number,
  now: number,
): Change {
  const { protocol, ends } = AUTHENTICATIONS[kind];
  const authentication = { id: randomUUID(), protocol, codesLeft: CODES_A_PAYER_MAY_TYPE, actionCode };
  const begun = { ...order, status: STATUS.authenticating, actionCode: ATTEMPT_STARTED, authentication };
  const happened: Happening[] = [{ at: now, what: '3ds-begun', protocol }];
  if (ends === 'asks') return { order: begun, happened };
  const change = ended(begun, ends, now);
  return { order: change.order, happened: [...happened, ...change.happened] };
}

/** The payer's bank knows now who is paying, or that it will not: the attempt is decided with it. */
export function ended(order: BankOrder, outcome: Outcome, now: number): Change {
  const { protocol = '3DS2', actionCode = 0 } = order.authentication ?? {};
  const known = outcome === 'passed' || outcome === 'attempted';
  const eci = known ? eciOf(order.lastAttempt?.paymentSystem ?? '', outcome) : undefined;
  const decided = known
    ? { actionCode, eci, authenticated: true }
    : { actionCode: AUTHENTICATION_FAILED[protocol] };
  const change = settle(order, decided, now);
  const end: Happening = { at: now, what: '3ds-ended', protocol, outcome };
  return { order: change.order, happened: [end, ...change.happened] };
}
