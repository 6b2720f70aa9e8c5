import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type HourOfStates = Readonly<{ hour: Date; counts: Record<string, number> }>;

/** How many orders entered each state, hour by hour for two days; hours in which nothing happened are there, too. */
@Injectable()
export class StatesReport {
  constructor(private readonly db: DataSource) {}

  read(): Promise<HourOfStates[]> {
    return this.db.query(
      `SELECT hour, coalesce(jsonb_object_agg(state, orders) FILTER (WHERE state IS NOT NULL), '{}') AS counts
       FROM (SELECT date_trunc('hour', tolem_now(), 'UTC') AS now) AS this,
            generate_series(this.now - interval '47 hours', this.now, interval '1 hour') AS hours (hour)
       LEFT JOIN state_entries USING (hour)
       GROUP BY hour ORDER BY hour`,
    );
  }
}
