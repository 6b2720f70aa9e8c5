import { CommitNotifier, inTransaction, tolemNow } from '@app/database';
import { EventLog } from '@app/events';
import { crashPoint } from '@app/process';
import type { EventType } from '@app/subscriber';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CasesRepository, CLOSED_BY_ITSELF } from './cases.repository.js';
import { caseEventData } from '../ruling/event-data.js';
import { orderSubject } from '../ruling/locked-group.js';
import { OrdersRepository } from '../order/orders.repository.js';
import type { CaseRow, OrderRow, Registration } from '../order/rows.js';
import type { CaseReason, Finding } from '../ruling/ruling.js';

/** What a case of no order is about. */
export type NonOrderSubject = `merchant:${string}` | `subscription:${string}`;

export const merchantSubject = (merchantId: string): NonOrderSubject => `merchant:${merchantId}`;

/** Cases that no judgement of an answer opens: of a merchant or a subscription as a whole, and our own faults. */
@Injectable()
export class RaiseCase {
  constructor(
    private readonly db: DataSource,
    private readonly log: EventLog,
    private readonly orders: OrdersRepository,
    private readonly cases: CasesRepository,
    private readonly commits: CommitNotifier,
  ) {}

  forMerchant(merchantId: string, finding: Finding, cause: string): Promise<void> {
    return this.elsewhere(merchantSubject(merchantId), finding, cause);
  }

  async elsewhere(subject: NonOrderSubject, finding: Finding, cause: string): Promise<void> {
    const merchantId = /^merchant:(.*)$/.exec(subject)?.[1];
    const about = { subject, order: null, registration: null, ...(merchantId && { merchantId }) };
    const news = await inTransaction(this.db, async (tx) => {
      const now = await tolemNow(tx);
      const opened = await this.cases.openIfNews(tx, about, finding, now);
      if (opened) await this.announceElsewhere(tx, 'case.opened', opened, { cause, now });
      return opened;
    });
    if (news) this.tell([news.id]);
  }

  /** What held for the merchant holds no longer. */
  closeForMerchant(merchantId: string, reasons: readonly CaseReason[], cause: string): Promise<void> {
    return this.closeForSubject(merchantSubject(merchantId), reasons, cause);
  }

  async closeForSubject(
    subject: NonOrderSubject,
    reasons: readonly CaseReason[],
    cause: string,
  ): Promise<void> {
    if ((await this.cases.listOpen(this.db.manager, subject, reasons)).length === 0) return;
    const closed = await inTransaction(this.db, async (tx) => {
      const closed: string[] = [];
      const now = await tolemNow(tx);
      for (const row of await this.cases.listOpen(tx, subject, reasons)) {
        if (!(await this.cases.closeIfOpen(tx, row.id, { by: CLOSED_BY_ITSELF, at: now }))) continue;
        await this.announceElsewhere(tx, 'case.closed', row, { cause, now });
        closed.push(row.id);
      }
      return closed;
    });
    if (closed.length > 0) this.tell(closed);
  }

  /** Where a case of this reason is open. */
  listSubjects(reason: CaseReason): Promise<string[]> {
    return this.cases.listSubjects(reason);
  }

  async forOrder(registration: Registration, finding: Finding, cause: string): Promise<void> {
    const news = await inTransaction(this.db, async (tx) => {
      const order = (await this.orders.lockInOrder(tx, [registration.orderId])).get(registration.orderId)!;
      const about = { subject: orderSubject(order.id), order, registration };
      const now = await tolemNow(tx);
      const opened = await this.cases.openIfNews(tx, about, finding, now);
      if (opened) await this.announceForOrder(tx, order, opened, { cause, now });
      return opened;
    });
    if (news) this.tell([registration.orderId]);
  }

  private tell(ids: readonly string[]): void {
    crashPoint('case.after-commit');
    this.commits.notify(ids);
  }

  private async announceForOrder(
    tx: EntityManager,
    order: OrderRow,
    row: CaseRow,
    about: About,
  ): Promise<void> {
    const seq = order.lastSeq + 1;
    await this.orders.update(tx, order.id, { lastSeq: seq, updatedAt: about.now });
    await this.append(tx, 'case.opened', row, seq, about);
  }

  private async announceElsewhere(
    tx: EntityManager,
    type: EventType,
    row: CaseRow,
    about: About,
  ): Promise<void> {
    await this.append(tx, type, row, await this.log.takeSeq(tx, row.subject), about);
  }

  private async append(
    tx: EntityManager,
    type: EventType,
    row: CaseRow,
    seq: number,
    about: About,
  ): Promise<void> {
    const { subject, shopId, orderId } = row;
    const data = caseEventData(row, about);
    await this.log.append(tx, [
      { subject, seq, type, shopId, orderId, data, cause: about.cause, occurredAt: about.now },
    ]);
  }
}

type About = Readonly<{ cause: string; now: Date }>;
