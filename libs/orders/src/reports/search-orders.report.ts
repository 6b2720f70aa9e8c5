import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrderState } from '../order-state.js';
import { ResolveNumber } from './resolve-number.report.js';

export type OrderSearch = Readonly<{
  /** Any number or id, exact; or how the shop's number begins. */
  q?: string | undefined;
  state?: OrderState | undefined;
  shop?: string | undefined;
  createdAfter?: Date | undefined;
  createdBefore?: Date | undefined;
  /** The place after which the page begins, as an earlier page gave it: to the microsecond. */
  after?: Readonly<{ createdAt: string; id: string }> | undefined;
  limit: number;
}>;

export type FoundOrder = Readonly<{
  id: string;
  orderNumber: string;
  shopId: string;
  state: OrderState;
  amount: number;
  currency: string;
  captured: number;
  refunded: number;
  createdAt: Date;
  updatedAt: Date;
  stuck: boolean;
}>;

/** A beginning that no more orders share is looked up by number; the orders of a commoner one are met on the way through time. */
const FEW = 500;

/** All shops' orders, newest first. Every question begins at an index, and a page at the place where the last ended. */
@Injectable()
export class SearchOrders {
  constructor(
    private readonly db: DataSource,
    private readonly numbers: ResolveNumber,
  ) {}

  async execute(
    search: OrderSearch,
  ): Promise<{ items: FoundOrder[]; next: { createdAt: string; id: string } | null }> {
    const { where, values } = await this.conditions(search);
    const rows: Row[] = await this.db.query(
      `WITH page AS MATERIALIZED (
         SELECT * FROM orders o ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
         ORDER BY o.created_at DESC, o.id DESC LIMIT $${values.length + 1})
       SELECT id, order_number AS "orderNumber", shop_id AS "shopId", state, amount_minor AS amount, currency,
              captured_minor AS captured, refunded_minor AS refunded, created_at AS "createdAt", updated_at AS "updatedAt",
              created_at::text AS place
       FROM page ORDER BY created_at DESC, id DESC`,
      [...values, search.limit + 1],
    );
    const page = rows.slice(0, search.limit);
    const stuck = await this.stuckAmong(page.map((row) => row.id));
    const last = rows.length > page.length ? page.at(-1)! : null;
    return {
      items: page.map((row) => toFound(row, stuck.has(row.id))),
      next: last && { createdAt: last.place, id: last.id },
    };
  }

  private async conditions(search: OrderSearch): Promise<{ where: string[]; values: unknown[] }> {
    const values: unknown[] = [];
    const put = (value: unknown) => `$${values.push(value)}`;
    const where: string[] = [];
    if (search.q !== undefined) {
      const { ids, prefix } = await this.look(search.q);
      const either = prefix === null ? [] : [`o.order_number LIKE ${put(prefix)}`];
      if (prefix === null || ids.length > 0) either.push(`o.id = ANY (${put(ids)}::uuid[])`);
      where.push(`(${either.join(' OR ')})`);
    }
    if (search.state !== undefined) where.push(`o.state = ${put(search.state)}`);
    if (search.shop !== undefined) where.push(`o.shop_id = ${put(search.shop)}`);
    if (search.createdAfter) where.push(`o.created_at > ${put(search.createdAfter)}`);
    if (search.createdBefore) where.push(`o.created_at < ${put(search.createdBefore)}`);
    const { after } = search;
    if (after)
      where.push(`(o.created_at, o.id) < (${put(after.createdAt)}::timestamptz, ${put(after.id)}::uuid)`);
    return { where, values };
  }

  /** The ids of all that `q` can mean; where too many numbers begin so, those it means exactly, and the beginning. */
  private async look(q: string): Promise<{ ids: string[]; prefix: string | null }> {
    const { orderIds } = await this.numbers.execute(q);
    const prefix = `${q.replace(/[\\%_]/g, '\\$&')}%`;
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM orders WHERE order_number LIKE $1 ORDER BY order_number USING ~<~ LIMIT ${FEW + 1}`,
      [prefix],
    );
    if (rows.length > FEW) return { ids: [...orderIds], prefix };
    return { ids: [...new Set([...orderIds, ...rows.map((row) => row.id)])], prefix: null };
  }

  private async stuckAmong(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows: { id: string }[] = await this.db.query(
      `SELECT DISTINCT order_id AS id FROM stuck_items WHERE order_id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }
}

type Row = Omit<FoundOrder, 'amount' | 'captured' | 'refunded' | 'stuck'> &
  Readonly<{ amount: string; captured: string; refunded: string; place: string }>;

const toFound = ({ place: _place, amount, captured, refunded, ...row }: Row, stuck: boolean): FoundOrder => ({
  ...row,
  amount: Number(amount),
  captured: Number(captured),
  refunded: Number(refunded),
  stuck,
});
