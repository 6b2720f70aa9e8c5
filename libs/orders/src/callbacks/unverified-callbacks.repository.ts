import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** So many of one merchant, reason and minute are kept as samples. */
export const MOST_SAMPLES = 100;
const KEPT = `interval '30 days'`;

/** `wrong checksum`: missing too. `ambiguous`: a value has the separator of the signed text. */
export type WhyUnverified = 'unreadable' | 'wrong checksum' | 'ambiguous' | 'no status' | 'no key configured';

export type UnverifiedSample = Readonly<{
  at: Date;
  orderNumber?: string;
  mdOrder?: string;
  operation?: string;
}>;

@Injectable()
export class UnverifiedCallbacksRepository {
  constructor(private readonly db: DataSource) {}

  /** To the row of this minute; `samples` newest first. */
  async add(
    merchantId: string,
    reason: WhyUnverified,
    { times, samples }: Readonly<{ times: number; samples: readonly UnverifiedSample[] }>,
  ): Promise<void> {
    await this.db.query(
      `INSERT INTO unverified_callbacks AS kept (merchant_id, reason, minute, times, samples, last_at)
       VALUES ($1, $2, date_trunc('minute', tolem_now()), $3, $4, tolem_now())
       ON CONFLICT (merchant_id, reason, minute) DO UPDATE SET
         times = kept.times + excluded.times, last_at = excluded.last_at,
         samples = (SELECT jsonb_agg(sample ORDER BY at)
                    FROM jsonb_array_elements(excluded.samples || kept.samples) WITH ORDINALITY AS all_of (sample, at)
                    WHERE at <= ${MOST_SAMPLES})`,
      [merchantId, reason, times, JSON.stringify(samples)],
    );
  }

  async removeOld(): Promise<void> {
    await this.db.query(`DELETE FROM unverified_callbacks WHERE minute < tolem_now() - ${KEPT}`);
  }
}
