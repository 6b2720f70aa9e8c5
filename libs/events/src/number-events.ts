import { crashPoint } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Whoever holds this advisory lock is the one publisher; the number spells "TOLM". */
export const PUBLISHER_LOCK = 0x544f4c4d;

const BATCH = 1_000;

/**
 * Gives committed events their position, in the order they were inserted, by one process at a time. A position taken
 * before the commit would let a reader pass by a late committer; an order by transaction id dies with a restore.
 */
@Injectable()
export class NumberEvents {
  constructor(private readonly db: DataSource) {}

  /** `busy`: another process is at it, so try again soon. `more`: a whole batch was numbered, there may be others. */
  async execute(): Promise<'done' | 'more' | 'busy'> {
    const numbered = await this.db.transaction(async (tx) => {
      // A statement of its own: the UPDATE must begin, and take its snapshot, after the lock is held.
      const [{ locked }] = await tx.query('SELECT pg_try_advisory_xact_lock($1) AS locked', [PUBLISHER_LOCK]);
      if (!locked) return 'busy';
      const [, count]: [unknown, number] = await tx.query(
        `UPDATE events SET position = numbered.position
         FROM (SELECT id, nextval('event_positions') AS position
               FROM (SELECT id FROM events WHERE position IS NULL ORDER BY id LIMIT ${BATCH}) AS waiting) AS numbered
         WHERE events.id = numbered.id`,
      );
      if (count > 0) crashPoint('numbering.before-commit');
      return count;
    });
    if (numbered === 'busy') return 'busy';
    if (numbered > 0) crashPoint('numbering.after-commit');
    return numbered === BATCH ? 'more' : 'done';
  }
}
