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

/**
 * The view stuck_orders in numbers; a test holds the two together. Here without the joins that tell each one's story: with
 * twenty thousand of them open, this is asked every second that somebody looks.
 */
const STUCK = `
WITH stuck AS (
  SELECT reason, opened_at AS since, amount_minor, currency FROM cases WHERE closed_at IS NULL
  UNION ALL
  SELECT 'look_overdue', next_poll_at, amount_minor, currency FROM registrations
  WHERE next_poll_at IS NOT NULL AND next_poll_at < tolem_now() - interval '5 minutes'
  UNION ALL
  SELECT 'operation_unresolved', created_at, amount_minor, (SELECT currency FROM orders WHERE id = order_id)
  FROM operations WHERE state IN ('pending', 'unknown') AND created_at < tolem_now() - interval '10 minutes'
  UNION ALL
  SELECT 'without_next_look', updated_at, amount_minor, currency FROM orders
  WHERE state IN ('created', 'registered', 'authorized')
    AND NOT EXISTS (SELECT FROM registrations r WHERE r.order_id = orders.id AND r.next_poll_at IS NOT NULL LIMIT 1)
)
SELECT reason, currency, count(*)::int AS count, min(since) AS since, sum(amount_minor) AS amount
FROM stuck GROUP BY reason, currency`;

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
