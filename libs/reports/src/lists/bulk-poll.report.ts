import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type BulkPollProgress = Readonly<{
  id: string;
  askedBy: string;
  askedAt: Date;
  registrations: number;
  asked: number;
  settled: number;
}>;

/** How far an operator's question about many orders has come, counted from the rows it is about. */
@Injectable()
export class BulkPollReport {
  constructor(private readonly db: DataSource) {}

  /** `asked`: looked at since. `settled`: nothing of its order is stuck any more. Throws BULK_POLL_NOT_FOUND. */
  async execute(id: string): Promise<BulkPollProgress> {
    const [row] = await this.db.query(
      `WITH stuck AS MATERIALIZED (SELECT order_id FROM stuck_items WHERE order_id IS NOT NULL)
       SELECT ask.id, ask.asked_by AS "askedBy", ask.asked_at AS "askedAt", ask.registrations,
              count(*) FILTER (WHERE item.looked_at)::int AS asked,
              count(*) FILTER (WHERE item.order_id IS NOT NULL AND item.order_id NOT IN (SELECT order_id FROM stuck))::int AS settled
       FROM bulk_asks ask
       LEFT JOIN LATERAL (
         SELECT r.order_id, r.polls <> i.polls OR r.faults <> i.faults OR r.next_poll_at IS NULL AS looked_at
         FROM bulk_ask_items i
         CROSS JOIN LATERAL (SELECT * FROM registrations WHERE id = i.registration_id LIMIT 1) AS r
         WHERE i.ask_id = ask.id) AS item ON true
       WHERE ask.id = $1 GROUP BY ask.id`,
      [id],
    );
    if (!row) throw new AppError('BULK_POLL_NOT_FOUND', `There is no question ${id}`);
    return row;
  }
}
