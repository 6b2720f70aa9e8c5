import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Order, OrderRow } from './rows.js';

@Injectable()
export class OrdersRepository {
  constructor(private readonly db: DataSource) {}

  /** The order of locking is the same everywhere: orders by id, then their registrations by id. */
  async lockInOrder(tx: EntityManager, ids: readonly string[]): Promise<Map<string, OrderRow>> {
    const rows = await tx
      .createQueryBuilder(OrderRow, 'o')
      .where('o.id IN (:...ids)', { ids })
      .orderBy('o.id')
      .setLock('pessimistic_write')
      .getMany();
    return new Map(rows.map((row) => [row.id, row]));
  }

  async findByNumber(tx: EntityManager, shopId: string, orderNumber: string): Promise<Order | null> {
    return tx.findOneBy(OrderRow, { shopId, orderNumber });
  }

  async findById(id: string): Promise<Order | null> {
    return this.db.manager.findOneBy(OrderRow, { id });
  }

  /** `now`: by the database's clock. */
  async findAll(ids: readonly string[]): Promise<{ orders: Order[]; now: Date }> {
    const { entities, raw } = await this.db.manager
      .createQueryBuilder(OrderRow, 'o')
      .addSelect('tolem_now()', 'now')
      .where('o.id IN (:...ids)', { ids })
      .getRawAndEntities<{ now: Date }>();
    return { orders: entities, now: raw[0]?.now ?? new Date() };
  }

  /** False when the shop has an order of this number already. Waits for a racer that is just making it. */
  async insertIfNew(tx: EntityManager, order: Order): Promise<boolean> {
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(OrderRow)
      .values(order)
      .orIgnore()
      .returning('id')
      .execute();
    return inserted.raw.length === 1;
  }

  async update(tx: EntityManager, id: string, changes: Partial<Order>): Promise<void> {
    await tx.update(OrderRow, { id }, changes);
  }

  /** The order as steps and events have left the locked row, and `changes` beside. */
  async writeMoved(tx: EntityManager, order: OrderRow, changes: Partial<Order>, now: Date): Promise<void> {
    const { state, capturedMinor, refundedMinor, lastSeq } = order;
    const written = { ...changes, state, capturedMinor, refundedMinor, lastSeq, updatedAt: now };
    await this.update(tx, order.id, written);
    Object.assign(order, written);
  }
}
