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
  /** While it suffers: pages whose fate is open, and when the bank is next asked about one. */
  waiting: number | null;
  nextAt: Date | null;
}>;

/**
 * Each merchant's gateway: what it suffers from, and its calls of the last 15 minutes. A trouble stands in an open case; a
 * person may have closed that, so what a process has found out within the last two minutes counts as well.
 */
const GATEWAYS = `
SELECT merchant.id AS "merchantId", suffers.trouble, suffers.since, suffers.why,
       coalesce(made.calls, 0)::int AS calls, coalesce(made.failures, 0)::int AS failures,
       round(made.total_ms / made.calls)::int AS "meanMs", made.max_ms::int AS "maxMs",
       held.waiting, held."nextAt"
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
LEFT JOIN LATERAL (
  SELECT (SELECT count(*)::int FROM registrations
          WHERE merchant_id = merchant.id AND state IN ('sending', 'recovering', 'open')) AS waiting,
         -- A login that is refused is tried again so long after the last try, whatever is due.
         greatest(tolem_now(),
                  (SELECT min(next_poll_at) FROM registrations WHERE merchant_id = merchant.id AND next_poll_at IS NOT NULL),
                  (SELECT max(changed_at) + $3 * interval '1 millisecond' FROM merchant_health
                   WHERE merchant_id = merchant.id AND trouble = 'credentials_refused' AND holds)) AS "nextAt"
  ) AS held ON suffers.trouble IS NOT NULL
ORDER BY merchant.at`;

@Injectable()
export class GatewaysReport {
  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
  ) {}

  read(): Promise<GatewayHealth[]> {
    const { file, environment } = this.config;
    const merchants = file.merchants.map(({ id }) => id);
    return this.db.query(GATEWAYS, [merchants, TROUBLES, environment.GATEWAY_LOGIN_PROBE_MS]);
  }
}
