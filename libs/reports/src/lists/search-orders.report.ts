import { likeBeginning, type OrderState, ResolveNumber } from '@app/orders';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type OrderSearch = Readonly<{
  /** Any number or id, all of it; or how the shop's number begins. In any case. */
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

/** What was typed can mean: the orders it names in full, and those whose number begins so, as ids or, where they are many, as a pattern. */
type Meant = Readonly<{ exact: readonly string[]; begun: readonly string[]; prefix: string | null }>;

/**
 * All shops' orders, newest first; before them, on the first page, those whose number or id was typed in full. Every question begins
 * at an index, and a page at the place where the last ended.
 */
@Injectable()
export class SearchOrders {
  constructor(
    private readonly db: DataSource,
    private readonly numbers: ResolveNumber,
  ) {}

  async execute(
    search: OrderSearch,
  ): Promise<{ items: FoundOrder[]; next: { createdAt: string; id: string } | null }> {
    const meant = search.q === undefined ? null : await this.look(search.q);
    const exact = meant && !search.after ? await this.readExact(search, meant) : [];
    const room = Math.max(1, search.limit - exact.length);
    const others = await this.readOthers(search, meant, room + 1);
    const page = others.slice(0, room);
    const rows = [...exact, ...page];
    const stuck = await this.stuckAmong(rows.map((row) => row.id));
    const last = others.length > page.length ? page.at(-1)! : null;
    return {
      items: rows.map((row) => toFound(row, stuck.has(row.id))),
      next: last && { createdAt: last.place, id: last.id },
    };
  }

  /** In the very case it was typed in before any other. */
  private async readExact(search: OrderSearch, { exact }: Meant): Promise<Row[]> {
    if (exact.length === 0) return [];
    const { where, values, put } = narrowed(search);
    where.push(`o.id = ANY (${put(exact)}::uuid[])`);
    // All of them, though the page grows: the pages after it leave them out.
    const rows = await this.read(where, values, exact.length);
    const isAsTyped = ({ orderNumber }: Row) => orderNumber === search.q;
    return [...rows.filter(isAsTyped), ...rows.filter((row) => !isAsTyped(row))];
  }

  private async readOthers(search: OrderSearch, meant: Meant | null, limit: number): Promise<Row[]> {
    const { where, values, put } = narrowed(search);
    if (meant) {
      const { exact, begun, prefix } = meant;
      where.push(
        prefix === null
          ? `o.id = ANY (${put(begun)}::uuid[])`
          : `upper(o.order_number) LIKE upper(${put(prefix)})`,
      );
      if (exact.length > 0) where.push(`o.id <> ALL (${put(exact)}::uuid[])`);
    }
    const { after } = search;
    if (after)
      where.push(`(o.created_at, o.id) < (${put(after.createdAt)}::timestamptz, ${put(after.id)}::uuid)`);
    return this.read(where, values, limit);
  }

  private read(where: readonly string[], values: readonly unknown[], limit: number): Promise<Row[]> {
    return this.db.query(
      `WITH page AS MATERIALIZED (
         SELECT * FROM orders o ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
         ORDER BY o.created_at DESC, o.id DESC LIMIT $${values.length + 1})
       SELECT id, order_number AS "orderNumber", shop_id AS "shopId", state, amount_minor AS amount, currency,
              captured_minor AS captured, refunded_minor AS refunded, created_at AS "createdAt", updated_at AS "updatedAt",
              created_at::text AS place
       FROM page ORDER BY created_at DESC, id DESC`,
      [...values, limit],
    );
  }

  private async look(q: string): Promise<Meant> {
    const { orderIds: exact } = await this.numbers.execute(q);
    const prefix = `${likeBeginning(q)}%`;
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM orders WHERE upper(order_number) LIKE upper($1) ORDER BY upper(order_number) USING ~<~ LIMIT ${FEW + 1}`,
      [prefix],
    );
    if (rows.length > FEW) return { exact, begun: [], prefix };
    return { exact, begun: rows.map((row) => row.id), prefix: null };
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

/** What narrows every search, and a way to put more values to it. */
function narrowed({ state, shop, createdAfter, createdBefore }: OrderSearch) {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const where: string[] = [];
  if (state !== undefined) where.push(`o.state = ${put(state)}`);
  if (shop !== undefined) where.push(`o.shop_id = ${put(shop)}`);
  if (createdAfter) where.push(`o.created_at > ${put(createdAfter)}`);
  if (createdBefore) where.push(`o.created_at < ${put(createdBefore)}`);
  return { where, values, put };
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
