import type { EventDraft } from '@app/events';
import type { CaseRow, Operation, OrderRow, RegistrationRow } from '../order/rows.js';

/** The rows of a group under lock, kept up to date while its rulings are applied one after the other. */
export type LockedGroup = Readonly<{
  orders: Map<string, OrderRow>;
  registrations: RegistrationRow[];
  operations: readonly Operation[];
  /** The open ones, and those that a person has closed. */
  cases: CaseRow[];
  now: Date;
  /** What is to be announced; appended to the log at the end, in order of subject and seq. */
  events: EventDraft[];
}>;

export const orderSubject = (orderId: string): string => `order:${orderId}`;
