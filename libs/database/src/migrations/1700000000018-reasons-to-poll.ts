import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As aftercareDays in the configuration, where nothing else is said. */
const AFTERCARE_DAYS = '{1,3,7,14,30,60,90,120}';
const AT_A_TIME = 5_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** As before, but that a page which is over and only asked about now and then is not stuck when nobody has asked yet. */
const STUCK_ITEMS = /* sql */ `
CREATE OR REPLACE VIEW stuck_items AS
SELECT id AS key, reason, opened_at AS since, id AS case_id, subject, order_id, registration_id, NULL::uuid AS operation_id,
       shop_id, merchant_id, amount_minor, currency, assignee
FROM cases WHERE closed_at IS NULL
UNION ALL
SELECT id, 'look_overdue', next_poll_at, NULL, 'order:' || order_id, order_id, id, NULL,
       NULL, merchant_id, amount_minor, currency, NULL
FROM registrations WHERE next_poll_at IS NOT NULL AND next_poll_at < tolem_now() - interval '5 minutes'
  -- Its merchant may be configured no more, and then nobody will.
  AND (phase <> 'aftercare' OR state <> 'closed' OR contradicted_since IS NOT NULL)
UNION ALL
SELECT id, 'operation_unresolved', created_at, NULL, 'order:' || order_id, order_id, registration_id, id,
       shop_id, NULL, amount_minor, NULL, NULL
FROM operations WHERE state IN ('pending', 'unknown') AND created_at < tolem_now() - interval '10 minutes'
UNION ALL
SELECT coalesce(newest.id, open.id), 'without_next_look', o.updated_at, NULL, 'order:' || open.id, open.id, newest.id, NULL,
       o.shop_id, newest.merchant_id, o.amount_minor, o.currency, NULL
FROM orders open
LEFT JOIN LATERAL (
  SELECT r.id FROM registrations r WHERE r.order_id = open.id AND r.next_poll_at IS NOT NULL LIMIT 1) AS watched ON true
JOIN LATERAL (SELECT * FROM orders WHERE id = open.id LIMIT 1) AS o ON true
LEFT JOIN LATERAL (
  SELECT r.id, r.merchant_id FROM registrations r WHERE r.order_id = open.id ORDER BY r.attempt DESC LIMIT 1) AS newest ON true
WHERE open.state IN ('created', 'registered', 'authorized')
  -- First the many that have a payable page, and by a CHECK of the table a next look at it, from two indexes side by side.
  AND NOT EXISTS (
    SELECT FROM registrations r WHERE r.order_id = open.id AND r.state IN ('sending', 'recovering', 'open'))
  AND watched.id IS NULL`;

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
    await runner.query(STUCK_ITEMS);
    // Until now a closed page was polled once, a day later. By id, so that no page of rows is read twice.
    for (let last: string | undefined = FIRST_ID; last;) {
      const [page]: ({ last: string } | undefined)[] = await runner.query(
        `WITH page AS (
           SELECT id, state, status, next_poll_at, coalesce(status_since, sent_at) AS since
           FROM registrations WHERE id > $1 ORDER BY id LIMIT ${AT_A_TIME}),
         later AS (
           SELECT page.id, since, min(since + day * interval '1 day') AS at
           FROM page, unnest($2::int[]) AS day
           WHERE state = 'closed' AND next_poll_at IS NULL AND status IS NOT NULL
             AND since + day * interval '1 day' > tolem_now()
           GROUP BY page.id, since),
         changed AS (
           UPDATE registrations SET phase = 'aftercare', step = 0, anchored_at = later.since,
                                    next_poll_at = greatest(later.at, tolem_now() + random() * interval '1 hour')
           FROM later WHERE registrations.id = later.id AND registrations.next_poll_at IS NULL)
         SELECT id AS last FROM page ORDER BY id DESC LIMIT 1`,
        [last, AFTERCARE_DAYS],
      );
      last = page?.last;
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(STUCK_ITEMS.replace(/\n {2}-- Its merchant[^\n]*\n[^\n]*/, ''));
    await runner.query(/* sql */ `
ALTER TABLE registrations DROP COLUMN withheld_url, DROP COLUMN last_sent_at, DROP COLUMN rechecking_since,
  DROP COLUMN contradicted_since, DROP COLUMN failing_since
`);
  }
}
