import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NumberEvents1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- Lock, numbering and commit in one trip: every payer who comes back waits for it. Answers how many events were given their
-- position, null while somebody else is at it.
CREATE FUNCTION number_events(publisher_lock bigint, batch integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  numbered integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(publisher_lock) THEN RETURN NULL; END IF;
  -- A statement of its own: it must begin, and take its snapshot, after the lock is held.
  UPDATE events SET position = next.position
  FROM (SELECT id, nextval('event_positions') AS position
        FROM (SELECT id FROM events WHERE position IS NULL ORDER BY id LIMIT batch) AS waiting) AS next
  WHERE events.id = next.id;
  GET DIAGNOSTICS numbered = ROW_COUNT;
  RETURN numbered;
END $$;
`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION number_events');
  }
}
