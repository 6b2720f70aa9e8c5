import { TolemConfig } from '@app/config';
import { type Trouble, TROUBLES } from '@app/gateway';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type GatewayHealth = Readonly<{
  merchantId: string;
  trouble: Trouble | null;
  since: Date | null;
  why: string | null;
  calls: number;
  failures: number;
  meanMs: number | null;
  maxMs: number | null;
}>;

/**
 * Each merchant's gateway: what it suffers from, and its calls of the last 15 minutes. A trouble stands in an open case; a
 * person may have closed that, so what a process has found out within the last two minutes counts as well.
 */
const GATEWAYS = `
SELECT merchant.id AS "merchantId", suffers.trouble, suffers.since, suffers.why,
       coalesce(made.calls, 0)::int AS calls, coalesce(made.failures, 0)::int AS failures,
       round(made.total_ms / made.calls)::int AS "meanMs", made.max_ms::int AS "maxMs"
FROM unnest($1::text[]) WITH ORDINALITY AS merchant (id, at)
LEFT JOIN LATERAL (
  SELECT reason AS trouble, opened_at AS since, detail->>'why' AS why FROM cases
  WHERE subject = 'merchant:' || merchant.id AND reason = ANY ($2) AND closed_at IS NULL
  UNION ALL
  SELECT trouble, changed_at, why FROM merchant_health
  WHERE merchant_id = merchant.id AND holds AND changed_at > tolem_now() - interval '2 minutes'
  ORDER BY since LIMIT 1) AS suffers ON true
LEFT JOIN (
  SELECT merchant_id, sum(calls) AS calls, sum(failures) AS failures, sum(total_ms) AS total_ms, max(max_ms) AS max_ms
  FROM gateway_calls WHERE minute > tolem_now() - interval '15 minutes' GROUP BY merchant_id) AS made
  ON made.merchant_id = merchant.id
ORDER BY merchant.at`;

@Injectable()
export class GatewaysReport {
  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
  ) {}

  read(): Promise<GatewayHealth[]> {
    return this.db.query(GATEWAYS, [this.config.file.merchants.map(({ id }) => id), TROUBLES]);
  }
}
