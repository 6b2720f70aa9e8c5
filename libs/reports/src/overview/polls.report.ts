import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Looks at the bank until the end of an order was known, on average over the last 24 hours. */
@Injectable()
export class PollsReport {
  constructor(private readonly db: DataSource) {}

  async read(): Promise<number | null> {
    const [row]: { average: number | null }[] = await this.db.query(
      `SELECT round(sum(polls) / sum(orders), 2)::float AS average FROM settled_orders
       WHERE hour > tolem_now() - interval '24 hours'`,
    );
    return row!.average;
  }
}
