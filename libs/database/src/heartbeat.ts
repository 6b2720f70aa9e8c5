import { newId } from '@app/kernel';
import type { DataSource } from 'typeorm';

/** Rows of processes that ended without a word are of no use for longer. */
const KEPT = `interval '1 hour'`;

/** By a row of its own a process says that it lives, by the database's clock: whoever reads it need not trust another clock. */
export class Heartbeat {
  private readonly process = newId();

  constructor(
    private readonly db: DataSource,
    private readonly app: string,
  ) {}

  async beat(): Promise<void> {
    await this.db.query(
      `WITH gone AS (DELETE FROM heartbeats WHERE beat_at < tolem_now() - ${KEPT} AND process <> $1)
       INSERT INTO heartbeats (process, app, started_at, beat_at) VALUES ($1, $2, tolem_now(), tolem_now())
       ON CONFLICT (process) DO UPDATE SET beat_at = excluded.beat_at`,
      [this.process, this.app],
    );
  }

  /** It ends because it was told to, which is no alarm. */
  async end(): Promise<void> {
    await this.db.query('DELETE FROM heartbeats WHERE process = $1', [this.process]);
  }
}
