import { newId } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import { CaseRow, type Order, type Registration } from '../order/rows.js';
import type { CaseReason, Finding } from '../ruling/ruling.js';
import { detailHashOf } from './standing-cases.js';

/** Who closes a case that holds no longer. People are `operator:<name>`. */
export const CLOSED_BY_ITSELF = 'tolem';

export type CaseSubject = Readonly<{
  subject: string;
  order: Order | null;
  registration: Pick<Registration, 'id' | 'merchantId'> | null;
  merchantId?: string;
}>;

@Injectable()
export class CasesRepository {
  constructor(private readonly db: DataSource) {}

  /** What a judgement must know: the open ones, and those that a person closed. */
  async listOfOrders(tx: EntityManager, orderIds: readonly string[]): Promise<CaseRow[]> {
    const orderId = In(orderIds);
    return tx.findBy(CaseRow, [
      { orderId, closedAt: IsNull() },
      { orderId, closedBy: Not(CLOSED_BY_ITSELF) },
    ]);
  }

  /** Subjects with an open case of this reason. */
  async listSubjects(reason: CaseReason): Promise<string[]> {
    const rows = await this.db.manager.findBy(CaseRow, { reason, closedAt: IsNull() });
    return rows.map((row) => row.subject);
  }

  async listOpen(tx: EntityManager, subject: string, reasons: readonly CaseReason[]): Promise<CaseRow[]> {
    return tx.findBy(CaseRow, { subject, reason: In(reasons), closedAt: IsNull() });
  }

  /** Null when it is open already, from now on with these facts; or when a person closed it and the facts are still the same. */
  async openIfNews(
    tx: EntityManager,
    about: CaseSubject,
    finding: Finding,
    now: Date,
  ): Promise<CaseRow | null> {
    const { subject, order, registration } = about;
    const same = { subject, reason: finding.reason, registrationId: registration?.id ?? IsNull() };
    const open = await tx.findOneBy(CaseRow, { ...same, closedAt: IsNull() });
    if (open && (await this.renewIfOpen(tx, open, order, finding))) return null;
    const detailHash = detailHashOf(finding);
    const byAPerson = { closedAt: Not(IsNull()), closedBy: Not(CLOSED_BY_ITSELF) };
    if (await tx.existsBy(CaseRow, { ...same, detailHash, ...byAPerson })) return null;
    const row = newCase(about, finding, now);
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(CaseRow)
      .values(row as object)
      .orIgnore()
      .returning('id')
      .execute();
    return inserted.raw.length === 1 ? row : null;
  }

  /** The newest facts in place of those it has; who has it and what was said about it stay. False if it is closed by now. */
  async renewIfOpen(
    tx: EntityManager,
    row: CaseRow,
    order: Order | null,
    finding: Finding,
  ): Promise<boolean> {
    const facts = factsOf(order, finding);
    if (facts.detailHash === row.detailHash) return true;
    Object.assign(row, facts);
    const changed = await tx.update(CaseRow, { id: row.id, closedAt: IsNull() }, facts as object);
    return changed.affected === 1;
  }

  async findAll(tx: EntityManager, ids: readonly string[]): Promise<CaseRow[]> {
    return tx.findBy(CaseRow, { id: In(ids) });
  }

  /** False if somebody else closed it first. `note`: what a person gives as his reason. */
  async closeIfOpen(
    tx: EntityManager,
    id: string,
    closed: Readonly<{ by: string; at: Date; note?: string }>,
  ): Promise<boolean> {
    const { by: closedBy, at: closedAt, note = null } = closed;
    const changed = await tx.update(CaseRow, { id, closedAt: IsNull() }, { closedAt, closedBy, note });
    return changed.affected === 1;
  }

  /** False if it is closed by now. */
  async assignIfOpen(tx: EntityManager, id: string, assignee: string | null): Promise<boolean> {
    const changed = await tx.update(CaseRow, { id, closedAt: IsNull() }, { assignee });
    return changed.affected === 1;
  }

  /** Whether there is an operator of this name who can sign in, and may do more than look. */
  async mayHave(tx: EntityManager, name: string): Promise<boolean> {
    const [row] = await tx.query(
      `SELECT EXISTS (SELECT FROM ops_users WHERE name = $1 AND role <> 'viewer' AND disabled_at IS NULL) AS there`,
      [name],
    );
    return row.there;
  }

  async addComment(
    tx: EntityManager,
    comment: Readonly<{ caseId: string; by: string; at: Date; text: string }>,
  ): Promise<void> {
    await tx.query(`INSERT INTO case_comments (id, case_id, by, at, text) VALUES ($1, $2, $3, $4, $5)`, [
      newId(),
      comment.caseId,
      comment.by,
      comment.at,
      comment.text,
    ]);
  }
}

/** What a case tells, as it is found now. */
export const factsOf = (order: Order | null, finding: Finding) => ({
  amountMinor: order?.amountMinor ?? null,
  currency: order?.currency ?? null,
  detail: finding.detail,
  detailHash: detailHashOf(finding),
});

export const newCase = (about: CaseSubject, finding: Finding, now: Date): CaseRow => ({
  id: newId(),
  reason: finding.reason,
  subject: about.subject,
  shopId: about.order?.shopId ?? null,
  orderId: about.order?.id ?? null,
  registrationId: about.registration?.id ?? null,
  merchantId: about.merchantId ?? about.registration?.merchantId ?? null,
  ...factsOf(about.order, finding),
  assignee: null,
  openedAt: now,
  closedAt: null,
  closedBy: null,
  note: null,
});
