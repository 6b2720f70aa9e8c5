import { CountJobs, type UndoneJobs } from '@app/queue';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { validate as isId } from 'uuid';

export type SubscriptionHealth = Readonly<{
  name: string;
  kind: 'queue' | 'internal';
  /** Events of the log before its cursor, wanted or not. */
  lag: number;
  /** When the oldest event happened that was not consumed: not handed over yet, or kept in the queue for whatever reason. */
  oldestAt: Date | null;
  leased: boolean;
  /** Handed over and not taken yet, and given up after every try; null where there is no queue, or it cannot be asked. */
  waiting: number | null;
  failed: number | null;
}>;

/** How far each reader of the log has come. Without a worker nothing gets a position: that counts as not read, too. */
const SUBSCRIPTIONS = `
WITH log AS (
  SELECT (SELECT coalesce(max(position), 0) FROM events) AS newest,
         (SELECT count(*) FROM events WHERE position IS NULL) AS unnumbered,
         (SELECT occurred_at FROM events WHERE position IS NULL ORDER BY id LIMIT 1) AS unnumbered_at)
SELECT s.name, s.kind, (greatest(0, log.newest - s.cursor) + log.unnumbered)::int AS lag,
       coalesce(next.occurred_at, log.unnumbered_at) AS "oldestAt",
       coalesce(s.leased_until > tolem_now(), false) AS leased
FROM subscriptions s CROSS JOIN log
LEFT JOIN LATERAL (
  SELECT occurred_at FROM events WHERE position > s.cursor ORDER BY position LIMIT 1) AS next ON true
WHERE s.state = 'active' ORDER BY s.kind DESC, s.name`;

@Injectable()
export class SubscriptionsReport {
  constructor(
    private readonly db: DataSource,
    private readonly jobs: CountJobs,
  ) {}

  async read(): Promise<SubscriptionHealth[]> {
    const rows: Omit<SubscriptionHealth, 'waiting' | 'failed'>[] = await this.db.query(SUBSCRIPTIONS);
    const names = rows.filter(({ kind }) => kind === 'queue').map(({ name }) => name);
    // How far the cursors are is known also while the store of the queues is away.
    const jobs = await this.jobs.ofSubscriptions(names).catch(() => []);
    const happened = await this.instantsOf(jobs);
    return rows.map((row) => {
      const { waiting = null, failed = null, oldest = null } = jobs[names.indexOf(row.name)] ?? {};
      const kept = oldest === null ? null : (happened.get(eventOf(oldest)) ?? null);
      return { ...row, oldestAt: earlier(row.oldestAt, kept), waiting, failed };
    });
  }

  /** By the event's own row: how old a job is says nothing of how old its news is. */
  private async instantsOf(jobs: readonly UndoneJobs[]): Promise<Map<string, Date>> {
    const ids = jobs.flatMap(({ oldest }) => (oldest === null ? [] : [eventOf(oldest)])).filter(isId);
    if (ids.length === 0) return new Map();
    const rows: { id: string; at: Date }[] = await this.db.query(
      'SELECT event_id AS id, occurred_at AS at FROM events WHERE event_id = ANY ($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }
}

/** A replay has the event's id, and a number. */
const eventOf = (jobId: string): string => jobId.replace(/-r\d+$/, '');

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one === null || other === null ? (one ?? other) : one < other ? one : other;
