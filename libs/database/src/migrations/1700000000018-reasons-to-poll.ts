import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As aftercareDays in the configuration, where nothing else is said. */
const AFTERCARE_DAYS = '{1,3,7,14,30,60,90,120}';
const AT_A_TIME = 5_000;

/** A closed page has a net below it: series of polls beside its phase, and polls for four months. */
export class ReasonsToPoll1700000000018 implements MigrationInterface {
  /** Rows are changed in small batches, so that no payer who comes back waits for millions of others. */
  readonly transaction = false as const;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
ALTER TABLE registrations
  -- The address of a payment page on a host that is not configured: told to nobody until it is.
  ADD COLUMN IF NOT EXISTS withheld_url text,
  -- The last send under this number; null: the first, sent_at. The bank counts the lifetime from the one that reached it.
  ADD COLUMN IF NOT EXISTS last_sent_at timestamptz,
  -- A short series of polls of a closed page begins here, which may still be to come; null: none.
  ADD COLUMN IF NOT EXISTS rechecking_since timestamptz,
  -- Since when the bank's answers make no sense beside what is known; null: they do.
  ADD COLUMN IF NOT EXISTS contradicted_since timestamptz,
  -- Since when polls have brought no usable answer, for a reason of this registration's own; null: they do.
  ADD COLUMN IF NOT EXISTS failing_since timestamptz
`);
    // Until now a closed page was polled once, a day later.
    let changed = AT_A_TIME;
    while (changed === AT_A_TIME) {
      const [, count] = await runner.query(
        `UPDATE registrations SET phase = 'aftercare', step = 0, anchored_at = later.since, next_poll_at = later.at
         FROM (
           SELECT id, since, greatest(tolem_now() + random() * interval '1 hour',
                                 since + next_day * interval '1 day') AS at
           FROM (
             SELECT id, coalesce(status_since, sent_at) AS since,
                    (SELECT min(day) FROM unnest($1::int[]) AS day
                     WHERE coalesce(status_since, sent_at) + day * interval '1 day' > tolem_now()) AS next_day
             FROM registrations
             WHERE state = 'closed' AND next_poll_at IS NULL AND status IS NOT NULL
               AND coalesce(status_since, sent_at) > tolem_now() - interval '119 days'
             LIMIT ${AT_A_TIME}) AS closed
           WHERE next_day IS NOT NULL) AS later
         WHERE registrations.id = later.id`,
        [AFTERCARE_DAYS],
      );
      changed = count;
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
ALTER TABLE registrations DROP COLUMN withheld_url, DROP COLUMN last_sent_at, DROP COLUMN rechecking_since,
  DROP COLUMN contradicted_since, DROP COLUMN failing_since
`);
  }
}
