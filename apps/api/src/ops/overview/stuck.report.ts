import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type StuckFigures = Readonly<{
  total: number;
  byReason: {
    reason: string;
    count: number;
    oldestSince: Date;
    amounts: { currency: string; amount: number }[];
  }[];
}>;

type Row = Readonly<{ reason: string; currency: string | null; count: number; since: Date; amount: string }>;

/** Before anything is joined that tells each one's story; only an operation does not say its currency itself. */
const STUCK = `
SELECT reason, currency, count(*)::int AS count, min(since) AS since, sum(amount_minor) AS amount
FROM (SELECT reason, since, amount_minor,
             coalesce(currency, (SELECT currency FROM orders WHERE id = order_id)) AS currency FROM stuck_items) AS stuck
GROUP BY reason, currency`;

/** What a person has to look at: how many, since when, how much money. Most first. */
@Injectable()
export class StuckReport {
  constructor(private readonly db: DataSource) {}

  async read(): Promise<StuckFigures> {
    const rows: Row[] = await this.db.query(STUCK);
    const reasons = [...new Set(rows.map(({ reason }) => reason))];
    const byReason = reasons.map((reason) =>
      figuresOf(
        reason,
        rows.filter((row) => row.reason === reason),
      ),
    );
    return {
      total: byReason.reduce((total, { count }) => total + count, 0),
      byReason: byReason.toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
    };
  }
}

function figuresOf(reason: string, rows: readonly Row[]): StuckFigures['byReason'][number] {
  return {
    reason,
    count: rows.reduce((count, row) => count + row.count, 0),
    oldestSince: new Date(Math.min(...rows.map(({ since }) => since.getTime()))),
    // A case of a merchant or a subscription is about no money.
    amounts: rows
      .flatMap(({ currency, amount }) => (currency === null ? [] : [{ currency, amount: Number(amount) }]))
      .toSorted((a, b) => a.currency.localeCompare(b.currency)),
  };
}
