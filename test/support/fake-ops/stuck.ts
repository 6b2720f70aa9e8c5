import { SEVERITIES } from '../../../libs/orders/src/cases/severity.js';
import { aStuckRow, type StuckRow } from './stuck-rows.js';

type Query = Readonly<Record<string, string | string[] | undefined>>;

const COMPARE: Readonly<Record<string, (one: StuckRow, other: StuckRow) => number>> = {
  severity: (one, other) =>
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    one.since.localeCompare(other.since),
  since: (one, other) => one.since.localeCompare(other.since),
  '-since': (one, other) => other.since.localeCompare(one.since),
  amount: (one, other) => (one.amount ?? 0) - (other.amount ?? 0),
  '-amount': (one, other) => (other.amount ?? 0) - (one.amount ?? 0),
  reason: (one, other) => one.reason.localeCompare(other.reason),
};

/** Everything that is stuck, filtered, sorted and paged as the api does. */
export class Stuck {
  rows: StuckRow[];

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, at) => aStuckRow(at));
  }

  list(query: Query) {
    const limit = Number(query.limit ?? 50);
    const offset = Number(query.offset ?? 0);
    const found = this.matching(query).sort(COMPARE[String(query.sort ?? 'severity')]);
    return {
      items: found.slice(offset, offset + limit),
      total: found.length,
      offset,
      limit,
      facets: {
        reasons: this.facet('reason'),
        shops: this.facet('shopId'),
        merchants: this.facet('merchantId'),
        assignees: this.facet('assignee'),
      },
    };
  }

  matching({ reason, shop, merchant, state, assignee, q }: Query): StuckRow[] {
    const reasons = reason === undefined ? null : [reason].flat();
    return this.rows.filter(
      (row) =>
        (reasons?.includes(row.reason) ?? true) &&
        (!shop || row.shopId === shop) &&
        (!merchant || row.merchantId === merchant) &&
        (!state || row.state === state) &&
        (!assignee || row.assignee === (assignee === 'none' ? null : assignee)) &&
        (!q || [row.orderNumber, row.orderId, row.caseId].includes(String(q))),
    );
  }

  close(ids: readonly string[]) {
    const before = this.rows.length;
    this.rows = this.rows.filter(({ caseId }) => caseId === null || !ids.includes(caseId));
    const closed = before - this.rows.length;
    return { closed, skipped: ids.length - closed };
  }

  /** Nothing where no such case is open. */
  assign(id: string, assignee: string | null): object | undefined {
    if (this.rows.every(({ caseId }) => caseId !== id)) return undefined;
    this.rows = this.rows.map((row) => (row.caseId === id ? { ...row, assignee } : row));
    return {};
  }

  private facet(name: 'reason' | 'shopId' | 'merchantId' | 'assignee') {
    const counts = new Map<string | null, number>();
    for (const { [name]: value } of this.rows) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([value, count]) => ({ [name]: value, count })).sort((a, b) => b.count - a.count);
  }
}
