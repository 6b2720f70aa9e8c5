import type { EntityManager } from 'typeorm';

/** What an operator does, by the names the audit knows. */
export type OperatorAction =
  | 'ask-bank'
  | 'bulk-ask'
  | 'comment'
  | 'assign'
  | 'close-case'
  | 'close-page'
  | 'resolve'
  | 'new-payment-link'
  | 'replay-event';

export type AuditedAction = Readonly<{
  action: OperatorAction;
  /** What was acted on: `order:<id>`, `merchant:<id>`, `case:<id>`. */
  subject: string;
  detail: Readonly<Record<string, unknown>>;
}>;

/** A person who acts. `note` writes down what he does, in the transaction of what it does: neither is there without the other. */
export type Actor = Readonly<{
  name: string;
  /** As events and cases name him. */
  cause: `operator:${string}`;
  audit: (tx: EntityManager, deed: AuditedAction) => Promise<void>;
}>;
