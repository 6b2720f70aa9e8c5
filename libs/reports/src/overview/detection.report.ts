import { secondsOfBucket } from '@app/orders';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type Detection = Readonly<{ p50Seconds: number | null; p95Seconds: number | null; count: number }>;

/** How long after the bank's own time we have told of money and of ends, over the last 24 hours. */
@Injectable()
export class DetectionReport {
  constructor(private readonly db: DataSource) {}

  async read(): Promise<Detection> {
    const [row]: { count: number; p50: number | null; p95: number | null }[] = await this.db.query(
      `WITH delays AS (
         SELECT bucket, sum(events) AS events FROM detection_delays
         WHERE hour > tolem_now() - interval '24 hours' GROUP BY bucket),
       running AS (
         SELECT bucket, sum(events) OVER (ORDER BY bucket) AS up_to, sum(events) OVER () AS total FROM delays)
       SELECT coalesce(max(total), 0)::int AS count, min(bucket) FILTER (WHERE up_to >= total * 0.5) AS p50,
              min(bucket) FILTER (WHERE up_to >= total * 0.95) AS p95
       FROM running`,
    );
    return { p50Seconds: toSeconds(row!.p50), p95Seconds: toSeconds(row!.p95), count: row!.count };
  }
}

/** Two digits: a bucket is no more exact than that. */
const toSeconds = (bucket: number | null): number | null =>
  bucket === null ? null : Number(secondsOfBucket(bucket).toPrecision(2));
