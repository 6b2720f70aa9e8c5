import { Injectable } from '@nestjs/common';
import type { ShopState } from './order-state.js';
import type { ShopChoice } from './settings.js';
import { ShopDatabase, type Tx } from './shop-database.js';
import type { Language } from './texts/texts.js';

export type ShopOrder = Readonly<{
  number: string;
  product: string;
  amountMinor: number;
  shop: ShopChoice;
  language: Language;
  tolemOrderId: string | null;
  paymentUrl: string | null;
  refusal: string | null;
  state: ShopState;
  createdAt: Date;
}>;

export type NewShopOrder = Pick<ShopOrder, 'number' | 'product' | 'amountMinor' | 'shop' | 'language'>;

const COLUMNS = `number, product, amount_minor AS "amountMinor", shop, language, tolem_order_id AS "tolemOrderId", payment_url AS "paymentUrl", refusal, state,
  created_at AS "createdAt"`;

@Injectable()
export class OrdersRepository {
  constructor(private readonly database: ShopDatabase) {}

  async add({ number, product, amountMinor, shop, language }: NewShopOrder): Promise<void> {
    await this.database.pool.query(
      'INSERT INTO orders (number, product, amount_minor, shop, language) VALUES ($1, $2, $3, $4, $5)',
      [number, product, amountMinor, shop, language],
    );
  }

  async find(number: string): Promise<ShopOrder | undefined> {
    const { rows } = await this.database.pool.query<Row>(`SELECT ${COLUMNS} FROM orders WHERE number = $1`, [
      number,
    ]);
    return rows.map(toOrder)[0];
  }

  async listLatest(limit: number): Promise<ShopOrder[]> {
    const { rows } = await this.database.pool.query<Row>(
      `SELECT ${COLUMNS} FROM orders ORDER BY created_at DESC LIMIT $1`,
      [limit],
    );
    return rows.map(toOrder);
  }

  /** An answer without a payment URL does not wipe out one that came before. */
  async setRegistered(number: string, tolemOrderId: string, paymentUrl: string | null): Promise<void> {
    await this.database.pool.query(
      'UPDATE orders SET tolem_order_id = $2, payment_url = coalesce($3, payment_url) WHERE number = $1',
      [number, tolemOrderId, paymentUrl],
    );
  }

  async setRefusal(number: string, refusal: string): Promise<void> {
    await this.database.pool.query('UPDATE orders SET refusal = $2 WHERE number = $1', [number, refusal]);
  }

  /** Two events of one order are applied one after the other, whoever receives them. */
  async lock(tx: Tx, number: string): Promise<void> {
    await tx.query('SELECT FROM orders WHERE number = $1 FOR UPDATE', [number]);
  }

  /** A fact that comes late is kept, but the newest one speaks. Of an order we do not know, nothing is changed. */
  async setStateIfNewest(tx: Tx, number: string, state: ShopState, sequence: number): Promise<void> {
    await tx.query(
      `UPDATE orders SET state = $2 WHERE number = $1
         AND NOT EXISTS (SELECT FROM events WHERE order_number = $1 AND sequence > $3)`,
      [number, state, sequence],
    );
  }
}

type Row = Omit<ShopOrder, 'amountMinor'> & { amountMinor: string };

/** The driver hands over a bigint as text. */
const toOrder = (row: Row): ShopOrder => ({ ...row, amountMinor: Number(row.amountMinor) });
