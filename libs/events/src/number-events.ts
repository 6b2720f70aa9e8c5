import { crashPoint } from '@app/process';
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
    const [{ numbered }]: [{ numbered: number | null }] = await this.db.query(
      'SELECT number_events($1, $2) AS numbered',
      [PUBLISHER_LOCK, BATCH],
    );
    if (numbered === null) return 'busy';
    if (numbered > 0) crashPoint('numbering.after-commit');
    return numbered === BATCH ? 'more' : 'done';
  }
}
