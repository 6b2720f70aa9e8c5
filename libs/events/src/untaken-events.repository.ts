import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** So many tries of one event, and its handler goes on without it. */
export const TRIES = 5;
const LONGEST_ERROR = 300;

export type SetAside = Readonly<{ subscription: string; eventId: string; position: number; error: string }>;

/** Events that a handler inside Tolem could not take, counted for all workers and across their ends. */
@Injectable()
export class UntakenEvents {
  constructor(private readonly db: DataSource) {}

  /** Whether that was the last try. For whoever holds the cursor, in one transaction with it. */
  async countTry(tx: EntityManager, name: string, position: bigint, error: unknown): Promise<boolean> {
    const [row] = await tx.query(
      `INSERT INTO untaken_events AS known (subscription, position, event_id, tries, error)
       SELECT $1, position, event_id, 1, $3 FROM events WHERE position = $2
       ON CONFLICT (subscription, position) DO UPDATE SET tries = known.tries + 1, error = excluded.error,
         set_aside_at = CASE WHEN known.tries + 1 >= ${TRIES} THEN tolem_now() END
       RETURNING set_aside_at IS NOT NULL AS is_over`,
      [name, position.toString(), textOf(error)],
    );
    return row.is_over;
  }

  /** These were taken after all. */
  async forget(tx: EntityManager, name: string, after: bigint, upTo: bigint): Promise<void> {
    await tx.query(
      'DELETE FROM untaken_events WHERE subscription = $1 AND position > $2 AND position <= $3',
      [name, after.toString(), upTo.toString()],
    );
  }

  /** The newest that each handler went on without. */
  listNewestSetAside(): Promise<SetAside[]> {
    return this.db.query(
      `SELECT DISTINCT ON (subscription) subscription, event_id AS "eventId", position::float AS position, error
       FROM untaken_events WHERE set_aside_at IS NOT NULL ORDER BY subscription, position DESC`,
    );
  }
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll('\0', '').slice(0, LONGEST_ERROR);
}
