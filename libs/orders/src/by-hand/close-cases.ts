import { CommitNotifier, tolemNow } from '@app/database';
import type { Actor } from '@app/operators';
import { EventLog } from '@app/events';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { announceCase } from '../ruling/announce.js';
import { CasesRepository } from '../cases/cases.repository.js';
import { caseEventData } from '../ruling/event-data.js';
import type { LockedGroup } from '../ruling/locked-group.js';
import { OrdersRepository } from '../order/orders.repository.js';
import type { CaseRow } from '../order/rows.js';
import { WriteRulings } from '../writing/write-rulings.js';

/** Orders of so many cases are under lock at once, so that no look waits long. */
const AT_ONCE = 50;

type Closing = Readonly<{ actor: Actor; reason: string }>;

/**
 * A person has done with these cases, for the reason he gives. Told like every other end of a case. On the same facts it stays
 * closed; what the bank is asked, and when, is nobody's business here.
 */
@Injectable()
export class CloseCases {
  constructor(
    private readonly db: DataSource,
    private readonly log: EventLog,
    private readonly orders: OrdersRepository,
    private readonly cases: CasesRepository,
    private readonly write: WriteRulings,
    private readonly commits: CommitNotifier,
  ) {}

  /** `skipped`: closed by now, or never there. */
  async execute(
    actor: Actor,
    ids: readonly string[],
    reason: string,
  ): Promise<{ closed: number; skipped: number }> {
    const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
    let closed = 0;
    for (let at = 0; at < wanted.length; at += AT_ONCE)
      closed += await this.closeSome(wanted.slice(at, at + AT_ONCE), { actor, reason });
    return { closed, skipped: wanted.length - closed };
  }

  /** Throws CASE_NOT_FOUND, CASE_CLOSED. */
  async closeOne(actor: Actor, id: string, reason: string): Promise<void> {
    const [row] = await this.cases.findAll(this.db.manager, [id]);
    if (!row) throw new AppError('CASE_NOT_FOUND', `There is no case ${id}`);
    const { closed } = await this.execute(actor, [id], reason);
    if (closed === 0) throw new AppError('CASE_CLOSED', `Case ${id} is closed already`);
  }

  private async closeSome(ids: readonly string[], closing: Closing): Promise<number> {
    const rows = await this.cases.findAll(this.db.manager, ids);
    const ofOrders = rows.flatMap(({ orderId }) => (orderId === null ? [] : [orderId]));
    let closed = 0;
    if (ofOrders.length > 0)
      closed += await this.write.underLock(ofOrders, (tx, group) =>
        this.closeOfOrders(tx, group, ids, closing),
      );
    for (const row of rows) if (row.orderId === null) closed += await this.closeElsewhere(row, closing);
    return closed;
  }

  private async closeOfOrders(
    tx: EntityManager,
    group: LockedGroup,
    ids: readonly string[],
    { actor, reason }: Closing,
  ): Promise<number> {
    let closed = 0;
    for (const row of group.cases.filter(({ id, closedBy }) => closedBy === null && ids.includes(id))) {
      if (!(await this.cases.closeIfOpen(tx, row.id, { by: actor.cause, at: group.now, note: reason })))
        continue;
      const order = group.orders.get(row.orderId!)!;
      announceCase({ group, order, cause: actor.cause }, 'case.closed', row);
      await this.orders.writeMoved(tx, order, {}, group.now);
      await actor.audit(tx, deed(row, reason));
      closed += 1;
    }
    return closed;
  }

  /** A case of a merchant or of a subscription: its subject counts its own events. */
  private async closeElsewhere({ id }: CaseRow, { actor, reason }: Closing): Promise<number> {
    const closed = await this.db.transaction(async (tx) => {
      const [row] = await this.cases.findAll(tx, [id]);
      const now = await tolemNow(tx);
      if (!row || !(await this.cases.closeIfOpen(tx, id, { by: actor.cause, at: now, note: reason })))
        return false;
      const { subject, shopId, orderId } = row;
      const { cause } = actor;
      const data = caseEventData(row, { cause, now });
      const seq = await this.log.takeSeq(tx, subject);
      const type = 'case.closed';
      await this.log.append(tx, [{ subject, seq, type, shopId, orderId, data, cause, occurredAt: now }]);
      await actor.audit(tx, deed(row, reason));
      return true;
    });
    if (!closed) return 0;
    this.commits.notify([id]);
    return 1;
  }
}

const deed = ({ id, subject, reason: about }: CaseRow, why: string) =>
  ({ action: 'close-case', subject, detail: { caseId: id, about, reason: why } }) as const;
