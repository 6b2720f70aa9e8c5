import { TolemConfig } from '@app/config';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type UnverifiedCallbacks = Readonly<{
  merchantId: string;
  reason: string;
  lastHour: number;
  lastDay: number;
  lastAt: Date;
  /** The newest, as it claims to be. */
  sample: Readonly<{ orderNumber?: string; mdOrder?: string; operation?: string }>;
}>;

/** Of merchants that are configured; what came longest ago last. */
const UNVERIFIED = `
SELECT merchant_id AS "merchantId", reason, sum(times)::int AS "lastDay", max(last_at) AS "lastAt",
       coalesce(sum(times) FILTER (WHERE minute > tolem_now() - interval '1 hour'), 0)::int AS "lastHour",
       (array_agg(samples->0 ORDER BY minute DESC))[1] - 'at' AS sample
FROM unverified_callbacks
WHERE merchant_id = ANY ($1) AND minute > tolem_now() - interval '1 day'
GROUP BY merchant_id, reason ORDER BY "lastAt" DESC`;

/** Callbacks that nothing proves to be the bank's: a wrong key shows here. */
@Injectable()
export class UnverifiedCallbacksReport {
  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
  ) {}

  read(): Promise<UnverifiedCallbacks[]> {
    return this.db.query(UNVERIFIED, [this.config.file.merchants.map(({ id }) => id)]);
  }
}
