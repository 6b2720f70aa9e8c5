import { SEVERITIES, type Severity, severityOf } from '@app/orders';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

type Amounts = { currency: string; amount: number }[];

export type StuckFigures = Readonly<{
  total: number;
  /** The money of all orders that are stuck, each counted once however many reasons it has. */
  amounts: Amounts;
  byReason: {
    reason: string;
    severity: Severity;
    count: number;
    oldestSince: Date;
    amounts: Amounts;
  }[];
}>;

/** `reason` null: not of one reason, but of all orders together. */
type Row = Readonly<{
  reason: string | null;
  currency: string | null;
  count: number;
  since: Date;
  amount: string;
}>;

/** Before anything is joined that tells each one's story; only an operation does not say its currency itself. */
const STUCK = `
WITH stuck AS MATERIALIZED (
  SELECT reason, since, order_id, amount_minor,
         coalesce(currency, (SELECT currency FROM orders WHERE id = order_id)) AS currency FROM stuck_items)
SELECT reason, currency, count(*)::int AS count, min(since) AS since, sum(amount_minor) AS amount
FROM stuck GROUP BY reason, currency
UNION ALL
SELECT NULL, currency, count(*)::int, min(since), sum(amount) FROM (
  SELECT currency, min(since) AS since, max(amount_minor) AS amount
  FROM stuck WHERE order_id IS NOT NULL GROUP BY order_id, currency) AS of_orders
GROUP BY currency`;

/** What a person has to look at: how many, since when, how much money. The most severe first, then what there is most of. */
@Injectable()
export class StuckCountsReport {
  constructor(private readonly db: DataSource) {}

  async read(): Promise<StuckFigures> {
    const rows: Row[] = await this.db.query(STUCK);
    const reasons = [...new Set(rows.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
    const byReason = reasons.map((reason) =>
      figuresOf(
        reason,
        rows.filter((row) => row.reason === reason),
      ),
    );
    return {
      total: byReason.reduce((total, { count }) => total + count, 0),
      amounts: amountsOf(rows.filter(({ reason }) => reason === null)),
      byReason: byReason.toSorted(
        (a, b) =>
          SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
          b.count - a.count ||
          a.reason.localeCompare(b.reason),
      ),
    };
  }
}

function figuresOf(reason: string, rows: readonly Row[]): StuckFigures['byReason'][number] {
  return {
    reason,
    severity: severityOf(reason),
    count: rows.reduce((count, row) => count + row.count, 0),
    oldestSince: new Date(Math.min(...rows.map(({ since }) => since.getTime()))),
    amounts: amountsOf(rows),
  };
}

/** A case of a merchant or a subscription is about no money. */
const amountsOf = (rows: readonly Row[]): Amounts =>
  rows
    .flatMap(({ currency, amount }) => (currency === null ? [] : [{ currency, amount: Number(amount) }]))
    .toSorted((a, b) => a.currency.localeCompare(b.currency));
