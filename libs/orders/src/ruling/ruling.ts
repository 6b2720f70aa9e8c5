import type { EventType } from '@app/subscriber';
import type { OrderState } from '../order/order-state.js';
import type { CaseRow, Operation, Order, Phase, Registration } from '../order/rows.js';

/** A case of the order that is open (`closedBy` null), or that a person has closed. */
export type KnownCase = Readonly<Pick<CaseRow, 'reason' | 'registrationId' | 'detailHash' | 'closedBy'>>;

/** Everything a judgement may look at, as the rows stand under lock. */
export type LockedFacts = Readonly<{
  order: Order;
  registration: Registration;
  /** Every registration of the order, this one among them. */
  siblings: readonly Registration[];
  /** Only the newest registration may end its order. */
  isNewest: boolean;
  operations: readonly Operation[];
  cases: readonly KnownCase[];
  /** A reason to poll came after this poll had begun: its answer may be older than what that reason is about. */
  hastenedSince: boolean;
  now: Date;
}>;

/** One move of the order, or one fact without a move, with the amounts that hold after it (minor units). */
export type Move = Readonly<{
  to?: OrderState;
  event?: EventType;
  capturedMinor?: bigint;
  refundedMinor?: bigint;
  refundedNowMinor?: bigint;
  /** What the gateway said when it refused to register, or that a person has decided. */
  refusal?: Readonly<{ reason: string }>;
}>;

/** When to look at the registration again. `afterMs` null: never of its own accord. */
export type NextPoll = Readonly<{ phase: Phase; step: number; anchoredAt: Date; afterMs: number | null }>;

/** The reason classes of cases. */
export const CASE_REASONS = [
  'unknown_at_gateway',
  'amount_mismatch',
  'amounts_unknown',
  'unknown_status',
  'undecided_too_long',
  'open_after_lifetime',
  'hold_expiring',
  'double_payment',
  'paid_after_close',
  'foreign_operation',
  'operation_unknown',
  'event_undelivered',
  'subscriptions_differ',
  'stranger_at_gateway',
  'never_reached_bank',
  'disputed',
  'impossible_move',
  'contradictory_answer',
  'gateway_unreachable',
  'credentials_refused',
  'bank_clock',
  'unknown_page_host',
  'internal_error',
] as const;
export type CaseReason = (typeof CASE_REASONS)[number];

export type Finding = Readonly<{ reason: CaseReason; detail: Readonly<Record<string, unknown>> }>;

/** What is to be written about one registration and its order, all in one commit. */
export type Ruling = Readonly<{
  /** `ignored`: what was learnt came too late; nothing is written, and the row stays due now. */
  kind: 'ignored' | 'applied';
  moves: readonly Move[];
  order: Partial<Pick<Order, 'settledBy' | 'disputedAt' | 'expiresAt'>>;
  registration: Partial<Registration>;
  /** The bank's answer by its allow-list of fields, to be kept if it differs from the last. */
  answer: Readonly<Record<string, unknown>> | null;
  nextPoll: NextPoll;
  /** Cases that hold now. Those of `judged` that hold no longer close by themselves. */
  findings: readonly Finding[];
  closesOnRegistration: readonly CaseReason[];
  /** Cases of the order that this ends, whichever of its registrations they are about. */
  closesOnOrder: readonly CaseReason[];
  /** A fresh registration that takes this one's place in the same commit: the order is never without a live row. */
  successor: Registration | null;
  /** Money has come: every other page of the order that could still be paid is due now, to be closed at the bank. */
  settles: boolean;
  /** This registration's page could still be paid and must not be: to be closed by decline.do after the commit. */
  closeAtGateway: boolean;
}>;

export const applied = (ruling: Pick<Ruling, 'registration' | 'nextPoll'> & Partial<Ruling>): Ruling => ({
  kind: 'applied',
  moves: [],
  order: {},
  answer: null,
  findings: [],
  closesOnRegistration: [],
  closesOnOrder: [],
  successor: null,
  settles: false,
  closeAtGateway: false,
  ...ruling,
});

export const ignored = (registration: Registration): Ruling => ({
  ...applied({ registration: {}, nextPoll: { ...registration, afterMs: 0 } }),
  kind: 'ignored',
});

/** Whether a reason to poll came after the registration was loaded. Told by equality: no two clocks need agree. */
export const isHastenedSince = (locked: Registration, loaded: Registration): boolean =>
  locked.hastenedAt?.getTime() !== loaded.hastenedAt?.getTime();

/** What was learnt about one registration, and how to judge it once the rows are locked. */
export type Observation = Readonly<{
  registration: Registration;
  /** Why we looked: return, callback, schedule, shop, recovery or operator:<name>. */
  cause: string;
  judge: (known: LockedFacts) => Ruling;
}>;

/** The bank refused, or never heard of it. Only an order that was never registered moves; for any other it is news all the same. */
export const rejection = (order: Order, reason: string): Move =>
  order.state === 'created'
    ? { to: 'rejected', refusal: { reason } }
    : { event: 'order.rejected', refusal: { reason } };
