import type { CaseRow, CloseCases, Order, RegisterAgain, Registration, ResolveByHand } from '@app/orders';
import type { PollRegistrations } from '@app/reconciliation';
import type { Bank } from './bank.js';

export type HastenedBy = 'return' | 'callback' | 'operator:bob';

/** An event as it stands in the log. */
export type Told = Readonly<{ seq: number; type: string; data: Record<string, unknown>; cause: string }>;

/** Everything that is written of one order at one moment. */
export type Written = Readonly<{
  now: Date;
  order: Order;
  /** Oldest first, as cases and events are. */
  registrations: readonly Registration[];
  cases: readonly CaseRow[];
  told: readonly Told[];
}>;

/** Where a history is played: Tolem's own use cases on some store, at some bank. */
export type World = Readonly<{
  bank: Bank;
  poll: PollRegistrations;
  registerAgain: RegisterAgain;
  resolveByHand: ResolveByHand;
  closeCases: CloseCases;
  hasten: (registration: Registration, by: HastenedBy) => Promise<void>;
  /** Beginning at the instant of `order.createdAt`. */
  begin: (order: Order, registration: Registration) => Promise<void>;
  pass: (milliseconds: number) => Promise<void>;
  read: (orderId: string) => Promise<Written>;
}>;
