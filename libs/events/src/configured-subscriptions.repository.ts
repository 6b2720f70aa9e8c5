import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What a process is configured with for one subscription, as text. */
export type Settings = string;

/** A process that has said nothing for so long is gone. Real time: a clock that a test moves ends no process. */
export const LIVES_FOR_MS = 20_000;
const LIVES_FOR = `interval '${LIVES_FOR_MS} milliseconds'`;

/** Which subscriptions every process that lives is configured with. */
@Injectable()
export class ConfiguredSubscriptions {
  constructor(private readonly db: DataSource) {}

  /** Answers whether this process had been silent for so long that it was taken for gone. */
  async note(process: string, subscriptions: Readonly<Record<string, Settings>>): Promise<boolean> {
    const [row]: { lapsed: boolean | null }[] = await this.db.query(
      `WITH before AS (SELECT seen_at FROM configured_subscriptions WHERE process = $1),
       gone AS (DELETE FROM configured_subscriptions WHERE seen_at < now() - ${LIVES_FOR} AND process <> $1)
       INSERT INTO configured_subscriptions (process, subscriptions, seen_at) VALUES ($1, $2, now())
       ON CONFLICT (process) DO UPDATE SET seen_at = excluded.seen_at
       RETURNING (SELECT seen_at < now() - ${LIVES_FOR} FROM before) AS lapsed`,
      [process, JSON.stringify(subscriptions)],
    );
    return row!.lapsed === true;
  }

  async listLiving(): Promise<Record<string, Settings>[]> {
    const rows: { subscriptions: Record<string, Settings> }[] = await this.db.query(
      `SELECT subscriptions FROM configured_subscriptions WHERE seen_at >= now() - ${LIVES_FOR}`,
    );
    return rows.map(({ subscriptions }) => subscriptions);
  }

  async forget(process: string): Promise<void> {
    await this.db.query('DELETE FROM configured_subscriptions WHERE process = $1', [process]);
  }
}
