import {
  FilterStuck,
  MERCHANT_OF_ITEM,
  type Severity,
  severityOf,
  severityRank,
  SHOP_OF_ITEM,
  type StuckFilter,
} from '@app/orders';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type BankFigure, bankFigure } from '../bank-figure.js';

/** One thing that a person must look at. Amounts are integer minor units. */
export type StuckItem = Readonly<{
  caseId: string | null;
  reason: string;
  severity: Severity;
  since: Date;
  subject: string;
  orderId: string | null;
  orderNumber: string | null;
  shopId: string | null;
  merchantId: string | null;
  amount: number | null;
  currency: string | null;
  state: string | null;
  status: string | null;
  answeredAt: Date | null;
  lastLookAt: Date | null;
  nextLookAt: Date | null;
  tries: number | null;
  failures: number | null;
  assignee: string | null;
  registrationId: string | null;
  gatewayOrderNumber: string | null;
  /** The bank's own id, mdOrder. */
  gatewayOrderId: string | null;
  rrn: string | null;
  approvalCode: string | null;
}> &
  BankFigure;

export type StuckFacets = Readonly<{
  reasons: { reason: string; count: number }[];
  shops: { shopId: string; count: number }[];
  merchants: { merchantId: string; count: number }[];
  assignees: { assignee: string | null; count: number }[];
}>;

/** What a list of what is stuck can be sorted by. Every order ends in `key`, so that a page is the same twice. */
const SORTS = {
  severity: [severityRank('reason'), 'since', 'key'],
  since: ['since', 'key'],
  '-since': ['since DESC', 'key DESC'],
  amount: ['amount_minor NULLS LAST', 'key'],
  '-amount': ['amount_minor DESC NULLS LAST', 'key DESC'],
  reason: ['reason', 'since', 'key'],
} as const;
export type StuckSort = keyof typeof SORTS;
export const STUCK_SORTS = Object.keys(SORTS) as [StuckSort, ...StuckSort[]];
const orderBy = (sort: StuckSort): string => SORTS[sort].join(', ');

const EXPORTED_AT_ONCE = 1_000;

/** The columns of an item, once its order and its registration are joined to it. */
const ITEM = `
  page.key, page.since::text AS place, page.case_id AS "caseId", page.reason, page.since, page.subject, page.order_id AS "orderId",
  o.order_number AS "orderNumber", coalesce(page.shop_id, o.shop_id) AS "shopId",
  coalesce(page.merchant_id, r.merchant_id) AS "merchantId",
  coalesce(page.amount_minor, o.amount_minor) AS amount, coalesce(page.currency, o.currency) AS currency,
  o.state, r.status, greatest(r.last_answered_at, answer.answered_at) AS "answeredAt", r.last_look_at AS "lastLookAt", r.next_poll_at AS "nextLookAt",
  r.polls AS tries, r.failures, page.assignee, page.registration_id AS "registrationId",
  r.gateway_order_number AS "gatewayOrderNumber", r.gateway_order_id AS "gatewayOrderId", r.rrn,
  r.approval_code AS "approvalCode", r.approved_minor AS "approvedMinor", r.deposited_minor AS "depositedMinor",
  r.refunded_minor AS "refundedMinor",
  jsonb_build_object('amount', answer.answer->'amount', 'currency', answer.answer->'currency') AS answer`;
const JOINED = `
  LEFT JOIN LATERAL (SELECT * FROM orders WHERE id = page.order_id LIMIT 1) AS o ON true
  LEFT JOIN LATERAL (SELECT * FROM registrations WHERE id = page.registration_id LIMIT 1) AS r ON true
  LEFT JOIN LATERAL (SELECT * FROM registration_answers WHERE registration_id = r.id LIMIT 1) AS answer ON true`;

/** What is stuck, for the screen that lists it: filtered, counted and sorted before anything is joined to it. */
@Injectable()
export class StuckReport {
  constructor(
    private readonly db: DataSource,
    private readonly filters: FilterStuck,
  ) {}

  async page(
    filter: StuckFilter,
    { sort, limit, offset }: Readonly<{ sort: StuckSort; limit: number; offset: number }>,
  ): Promise<{ items: StuckItem[]; total: number }> {
    const { from, values } = await this.filters.execute(filter);
    const [after, size] = [values.length + 1, values.length + 2];
    const rows: (Row & { total: string })[] = await this.db.query(
      `WITH hits AS MATERIALIZED (SELECT i.* ${from}),
            page AS (
              SELECT *, row_number() OVER (ORDER BY ${orderBy(sort)}) AS row
              FROM hits ORDER BY ${orderBy(sort)} OFFSET $${after} LIMIT $${size})
       SELECT counted.total, ${ITEM}
       FROM (SELECT count(*) AS total FROM hits) AS counted LEFT JOIN page ON true ${JOINED}
       ORDER BY page.row`,
      [...values, offset, limit],
    );
    const items = rows.filter((row) => row.reason !== null).map(toItem);
    return { items, total: Number(rows[0]!.total) };
  }

  /** How much of everything that is stuck there is of each sort. */
  async facets(): Promise<StuckFacets> {
    const rows: FacetRow[] = await this.db.query(
      `SELECT grouping(reason, shop, merchant, assignee) AS others, reason, shop, merchant, assignee, count(*) AS count
       FROM (SELECT i.reason, ${SHOP_OF_ITEM.value} AS shop, ${MERCHANT_OF_ITEM.value} AS merchant, i.assignee
             FROM stuck_items AS i ${SHOP_OF_ITEM.join} ${MERCHANT_OF_ITEM.join}) AS item
       GROUP BY GROUPING SETS ((reason), (shop), (merchant), (assignee))
       ORDER BY count DESC, reason, shop, merchant, assignee`,
    );
    const of = (others: number) => rows.filter((row) => row.others === others);
    return {
      reasons: of(0b0111).map((row) => ({ reason: row.reason!, count: Number(row.count) })),
      shops: of(0b1011).flatMap((row) => (row.shop ? [{ shopId: row.shop, count: Number(row.count) }] : [])),
      merchants: of(0b1101).flatMap((row) =>
        row.merchant ? [{ merchantId: row.merchant, count: Number(row.count) }] : [],
      ),
      assignees: of(0b1110).map((row) => ({ assignee: row.assignee, count: Number(row.count) })),
    };
  }

  /** Everything that matches, oldest first, some at a time. Between two pieces no connection is held: a reader may be slow. */
  async *pieces(filter: StuckFilter): AsyncGenerator<StuckItem[]> {
    const { from, values } = await this.filters.execute(filter);
    const n = values.length;
    let after: readonly [string | null, string | null] = [null, null];
    for (;;) {
      const rows: Row[] = await this.db.query(
        `WITH page AS (
           SELECT * FROM (SELECT i.* ${from}) AS hits
           WHERE $${n + 1}::timestamptz IS NULL OR (since, key) > ($${n + 1}, $${n + 2}::uuid)
           ORDER BY since, key LIMIT ${EXPORTED_AT_ONCE})
         SELECT ${ITEM} FROM page ${JOINED} ORDER BY page.since, page.key`,
        [...values, ...after],
      );
      if (rows.length > 0) yield rows.map(toItem);
      if (rows.length < EXPORTED_AT_ONCE) return;
      after = [rows.at(-1)!.place, rows.at(-1)!.key];
    }
  }
}

/** `place`: `since` to the microsecond, which a Date would lose. */
type Row = Omit<StuckItem, 'amount' | 'severity' | keyof BankFigure> &
  Readonly<{
    key: string;
    place: string;
    amount: string | null;
    approvedMinor: string | null;
    depositedMinor: string | null;
    refundedMinor: string | null;
    answer: Record<string, unknown> | null;
  }>;

type FacetRow = Readonly<{
  others: number;
  reason: string | null;
  shop: string | null;
  merchant: string | null;
  assignee: string | null;
  count: string;
}>;

function toItem(row: Row): StuckItem {
  const {
    caseId,
    reason,
    since,
    subject,
    orderId,
    orderNumber,
    shopId,
    merchantId,
    currency,
    state,
    status,
  } = row;
  const { answeredAt, lastLookAt, nextLookAt, tries, failures, assignee, registrationId } = row;
  const { gatewayOrderNumber, gatewayOrderId, rrn, approvalCode } = row;
  return {
    caseId,
    reason,
    severity: severityOf(reason),
    since,
    subject,
    orderId,
    orderNumber,
    shopId,
    merchantId,
    amount: row.amount === null ? null : Number(row.amount),
    currency,
    state,
    status,
    answeredAt,
    lastLookAt,
    nextLookAt,
    tries,
    failures,
    assignee,
    registrationId,
    gatewayOrderNumber,
    gatewayOrderId,
    rrn,
    approvalCode,
    ...bankFigure(row),
  };
}
