import { CommitNotifier, inTransaction, tolemNow } from '@app/database';
import { EventLog } from '@app/events';
import { AppError, invariant } from '@app/kernel';
import { crashPoint } from '@app/process';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { ApplyRuling } from './apply-ruling.js';
import { CasesRepository } from '../cases/cases.repository.js';
import { CountFault } from './count-fault.js';
import { type LockedGroup } from '../ruling/locked-group.js';
import { OrdersRepository } from '../order/orders.repository.js';
import { RegistrationsRepository } from '../order/registrations.repository.js';
import { OperationRow, type Order, type Registration, type RegistrationRow } from '../order/rows.js';
import { isHastenedSince, type Observation, type Ruling } from '../ruling/ruling.js';

export type Written =
  | Readonly<{ result: 'applied'; order: Order; registration: Registration; ruling: Ruling }>
  /** Somebody else wrote while we asked; what we learnt was thrown away and the row is due now. */
  | Readonly<{ result: 'stale' }>
  /** A fault of our own; it is counted, and the row is looked at again. */
  | Readonly<{ result: 'failed'; error: Error }>;

/**
 * The only way an order changes. Locks the orders, then their registrations, in the order of their ids; judges on the
 * rows as locked; writes registration, order, events and cases in one transaction. What was learnt about a row that has
 * changed since is thrown away, because two overlapping answers cannot be ordered by any clock.
 */
@Injectable()
export class WriteRulings {
  constructor(
    private readonly db: DataSource,
    private readonly commits: CommitNotifier,
    private readonly log: EventLog,
    private readonly orders: OrdersRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly cases: CasesRepository,
    private readonly countFault: CountFault,
    private readonly applyRuling: ApplyRuling,
  ) {}

  /** One result per item, in the same order. A group that fails is redone one by one: a bad row hurts only itself. */
  async execute(learnt: readonly Observation[]): Promise<Written[]> {
    if (learnt.length === 0) return [];
    try {
      return await this.writeTogether(learnt);
    } catch (error) {
      if (learnt.length === 1) {
        await this.countFault.execute(learnt[0]!.registration, error, learnt[0]!.cause);
        return [{ result: 'failed', error: error as Error }];
      }
      const results: Written[] = [];
      for (const one of learnt) results.push(...(await this.execute([one])));
      return results;
    }
  }

  /**
   * What a person decides about these orders: the same locks in the same order, events and notification, in one transaction. What it
   * throws is the caller's, and nothing is written. Throws ORDER_NOT_FOUND.
   */
  async underLock<T>(
    orderIds: readonly string[],
    work: (tx: EntityManager, group: LockedGroup) => Promise<T>,
  ): Promise<T> {
    const ids = [...new Set(orderIds)];
    const result = await this.db.transaction(async (tx) => {
      const group = await this.lock(tx, ids);
      const missing = ids.find((id) => !group.orders.has(id));
      if (missing) throw new AppError('ORDER_NOT_FOUND', `There is no order ${missing}`);
      const done = await work(tx, group);
      await this.log.append(tx, group.events);
      crashPoint('write.before-commit');
      return done;
    });
    crashPoint('write.after-commit');
    this.commits.notify(ids);
    return result;
  }

  private async writeTogether(learnt: readonly Observation[]): Promise<Written[]> {
    const { written, changed } = await inTransaction(this.db, async (tx) => {
      const changed = new Set<string>();
      const orderIds = [...new Set(learnt.map(({ registration }) => registration.orderId))];
      const group = await this.lock(tx, orderIds);
      const results: Written[] = [];
      for (const one of learnt) results.push(await this.writeOne(tx, group, one));
      await this.log.append(tx, group.events);
      for (const event of group.events) changed.add(event.orderId!);
      // Whoever hastened waits for an answer, also for one that changes nothing.
      for (const one of learnt) if (one.cause !== 'schedule') changed.add(one.registration.orderId);
      crashPoint('write.before-commit');
      return { written: results, changed };
    });
    crashPoint('write.after-commit');
    this.commits.notify([...changed]);
    return written;
  }

  private async lock(tx: EntityManager, orderIds: readonly string[]): Promise<LockedGroup> {
    const orders = await this.orders.lockInOrder(tx, orderIds);
    const registrations = await this.registrations.lockOfOrders(tx, orderIds);
    const withOperation = registrations.filter((row) => row.unresolvedOperation !== null);
    const operations =
      withOperation.length > 0 ? await tx.findBy(OperationRow, { orderId: In(orderIds) }) : [];
    const cases = await this.cases.listOfOrders(tx, orderIds);
    return { orders, registrations, operations, cases, now: await tolemNow(tx), events: [] };
  }

  private async writeOne(tx: EntityManager, group: LockedGroup, learnt: Observation): Promise<Written> {
    const order = group.orders.get(learnt.registration.orderId);
    const registration = group.registrations.find((row) => row.id === learnt.registration.id);
    invariant(order && registration, 'what was learnt is about a registration that exists');
    if (registration.version !== learnt.registration.version) return this.leaveDue(tx, group, registration);
    const siblings = group.registrations.filter((row) => row.orderId === order.id);
    const ruling = learnt.judge({
      order,
      registration,
      siblings,
      isNewest: siblings.every((row) => row.attempt <= registration.attempt),
      operations: group.operations.filter((row) => row.orderId === order.id),
      cases: group.cases.filter((row) => row.orderId === order.id),
      hastenedSince: isHastenedSince(registration, learnt.registration),
      now: group.now,
    });
    if (ruling.kind === 'ignored') return this.leaveDue(tx, group, registration);
    await this.applyRuling.execute(tx, { group, order, registration, siblings, learnt, ruling });
    return { result: 'applied', order: { ...order }, registration: { ...registration }, ruling };
  }

  private async leaveDue(
    tx: EntityManager,
    group: LockedGroup,
    registration: RegistrationRow,
  ): Promise<Written> {
    // While `sending`, the caller that sent it is still alive: its deadline stands.
    if (registration.nextPollAt !== null && registration.state !== 'sending')
      await this.registrations.update(tx, registration.id, { nextPollAt: group.now });
    return { result: 'stale' };
  }
}
