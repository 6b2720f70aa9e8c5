import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Operator } from './operator.js';

export const AUDIT_ACTIONS = [
  'sign-in',
  'sign-out',
  'ask-bank',
  'bulk-ask',
  'comment',
  'assign',
  'close-case',
  'close-page',
  'resolve',
  'new-payment-link',
  'replay-event',
  'set-operator',
  'disable-operator',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type AuditEntry = Readonly<{
  operator: Pick<Operator, 'name'>;
  action: AuditAction;
  /** What was acted on: `order:<id>`, `case:<id>`, `operator:<name>`. */
  subject: string;
  /** Ids, counts and the operator's own words; never a password, a key or what a payer typed. */
  detail?: Readonly<Record<string, unknown>>;
}>;

/** Every action of an operator is one row, in the transaction of what it does: neither is there without the other. */
@Injectable()
export class Audit {
  async write(tx: EntityManager, { operator, action, subject, detail = {} }: AuditEntry): Promise<void> {
    await tx.query(
      `INSERT INTO ops_audit (at, operator, action, subject, detail) VALUES (tolem_now(), $1, $2, $3, $4)`,
      [operator.name, action, subject, JSON.stringify(detail)],
    );
  }
}
