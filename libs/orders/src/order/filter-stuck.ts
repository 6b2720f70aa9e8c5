import { Injectable } from '@nestjs/common';
import type { OrderState } from './order-state.js';
import { ResolveNumber } from './resolve-number.js';

export type StuckFilter = Readonly<{
  reasons?: readonly string[] | undefined;
  shop?: string | undefined;
  merchant?: string | undefined;
  /** The order's. */
  state?: OrderState | undefined;
  /** Null: nobody's. */
  assignee?: string | null | undefined;
  /** Any number or id, exact. */
  q?: string | undefined;
}>;

/** `from`: FROM and WHERE of a statement over the view `stuck_items AS i`; its values come first. */
export type StuckSelection = Readonly<{ from: string; values: readonly unknown[] }>;

/** Where only a join tells the shop or the merchant of a row: for the others nothing is looked up. */
const SHOP = `LEFT JOIN LATERAL (
  SELECT shop_id FROM orders WHERE id = i.order_id AND i.shop_id IS NULL LIMIT 1) AS its_order ON true`;
const MERCHANT = `LEFT JOIN LATERAL (
  SELECT merchant_id FROM registrations WHERE id = i.registration_id AND i.merchant_id IS NULL LIMIT 1) AS its_page ON true`;
const STATE = `LEFT JOIN LATERAL (SELECT state FROM orders WHERE id = i.order_id LIMIT 1) AS its_state ON true`;
/** Orders in these are few, and found together; of the others each row's order is looked up. */
const OPEN: readonly OrderState[] = ['created', 'registered', 'authorized'];

export const SHOP_OF_ITEM = { join: SHOP, value: 'coalesce(i.shop_id, its_order.shop_id)' } as const;
export const MERCHANT_OF_ITEM = {
  join: MERCHANT,
  value: 'coalesce(i.merchant_id, its_page.merchant_id)',
} as const;

/** A filter of what is stuck as SQL. What it does not name is not joined. */
@Injectable()
export class FilterStuck {
  constructor(private readonly numbers: ResolveNumber) {}

  async execute({ reasons, shop, merchant, state, assignee, q }: StuckFilter): Promise<StuckSelection> {
    const values: unknown[] = [];
    const put = (value: unknown) => `$${values.push(value)}`;
    const joins: string[] = [];
    const where: string[] = [];
    if (reasons?.length) where.push(`i.reason = ANY (${put(reasons)})`);
    if (shop !== undefined) {
      joins.push(SHOP_OF_ITEM.join);
      where.push(`${SHOP_OF_ITEM.value} = ${put(shop)}`);
    }
    if (merchant !== undefined) {
      joins.push(MERCHANT_OF_ITEM.join);
      where.push(`${MERCHANT_OF_ITEM.value} = ${put(merchant)}`);
    }
    if (state !== undefined && OPEN.includes(state))
      where.push(`i.order_id IN (SELECT id FROM orders WHERE state = ${put(state)})`);
    else if (state !== undefined) {
      joins.push(STATE);
      where.push(`its_state.state = ${put(state)}`);
    }
    if (assignee !== undefined)
      where.push(assignee === null ? 'i.assignee IS NULL' : `i.assignee = ${put(assignee)}`);
    if (q !== undefined) {
      const { orderIds, caseIds } = await this.numbers.execute(q);
      where.push(
        `(i.order_id = ANY (${put(orderIds)}::uuid[]) OR i.case_id = ANY (${put(caseIds)}::uuid[]))`,
      );
    }
    const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
    return { from: `FROM stuck_items AS i ${joins.join(' ')} ${condition}`, values };
  }
}
