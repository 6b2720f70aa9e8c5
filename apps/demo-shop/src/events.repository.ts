import type { OrderEventData, TolemEvent } from '@app/subscriber';
import { Injectable } from '@nestjs/common';
import { ShopDatabase, type Tx } from './shop-database.js';

export type SeenEvent = Readonly<{
  type: string;
  sequence: number;
  time: string;
  cause: string;
  /** Where something failed: what it was and what the payer can do. */
  reason: string | null;
  advice: string | null;
  /** What the event carried, and when it came to the shop. */
  data: OrderEventData;
  receivedAt: Date;
}>;

/** More events than an order can sensibly have. */
const MAX_EVENTS = 100;

@Injectable()
export class EventsRepository {
  constructor(private readonly database: ShopDatabase) {}

  /** False if this event was here before. */
  async addIfNew(tx: Tx, type: string, event: TolemEvent<OrderEventData>): Promise<boolean> {
    const { rowCount } = await tx.query(
      `INSERT INTO events (event_id, order_number, type, sequence, data) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (event_id) DO NOTHING`,
      [event.id, event.data.orderNumber, type, Number(event.sequence), JSON.stringify(event.data)],
    );
    return rowCount === 1;
  }

  /** Oldest first. */
  async listOfOrder(number: string): Promise<SeenEvent[]> {
    const { rows } = await this.database.pool.query<SeenEvent>(
      `SELECT type, sequence::int, data->>'occurredAt' AS time, data->>'cause' AS cause,
              data->>'reason' AS reason, data->>'advice' AS advice, data, received_at AS "receivedAt"
         FROM events WHERE order_number = $1 ORDER BY events.sequence DESC LIMIT $2`,
      [number, MAX_EVENTS],
    );
    return rows.toReversed();
  }
}
