import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { type OrderWithRegistrations, withRegistrations } from './find-order.js';
import type { OrderState } from './order-state.js';
import { OrderRow, RegistrationRow } from './rows.js';

export type OrderFilter = Readonly<{
  orderNumber?: string | undefined;
  state?: OrderState | undefined;
  createdAfter?: Date | undefined;
  /** The place after which the page begins, as an earlier page gave it. */
  after?: Readonly<{ createdAt: Date; id: string }> | undefined;
  limit: number;
}>;

export type OrderPage = Readonly<{
  items: OrderWithRegistrations[];
  next: { createdAt: Date; id: string } | null;
}>;

/** A shop's orders, newest first, page by page. A page goes on where the last ended, whatever came in meanwhile. */
@Injectable()
export class ListOrders {
  constructor(private readonly db: DataSource) {}

  async execute(shopId: string, filter: OrderFilter): Promise<OrderPage> {
    const query = this.db.manager
      .createQueryBuilder(OrderRow, 'o')
      .where('o.shopId = :shopId', { shopId })
      .orderBy('o.createdAt', 'DESC')
      .addOrderBy('o.id', 'DESC')
      .limit(filter.limit + 1);
    const { orderNumber, state, createdAfter, after } = filter;
    if (orderNumber !== undefined) query.andWhere('o.orderNumber = :orderNumber', { orderNumber });
    if (state !== undefined) query.andWhere('o.state = :state', { state });
    if (createdAfter !== undefined) query.andWhere('o.createdAt > :createdAfter', { createdAfter });
    if (after !== undefined) query.andWhere('(o.createdAt, o.id) < (:createdAt, :id)', after);
    const { entities: rows, raw } = await query
      .addSelect('tolem_now()', 'now')
      .getRawAndEntities<{ now: Date }>();
    const page = rows.slice(0, filter.limit);
    const items = await this.fill(page, raw[0]?.now ?? new Date());
    return { items, next: rows.length > page.length ? (page.at(-1) ?? null) : null };
  }

  /** One question for the registrations of the whole page. */
  private async fill(orders: readonly OrderRow[], now: Date): Promise<OrderWithRegistrations[]> {
    if (orders.length === 0) return [];
    const registrations = await this.db.manager.find(RegistrationRow, {
      where: { orderId: In(orders.map((order) => order.id)) },
      order: { attempt: 'DESC' },
    });
    return orders.map((order) =>
      withRegistrations(
        order,
        registrations.filter((row) => row.orderId === order.id),
        now,
      ),
    );
  }
}
