import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** `silent`: workers that stopped beating without having ended, and in whose place no other has come; `since`: the last beat of any. */
export type WorkersHealth = Readonly<{ alive: number; silent: number; since: Date | null }>;

/** Three beats of a worker (apps/worker/src/ticks.ts). */
const SILENT_AFTER = `interval '6 seconds'`;

const WORKERS = `
WITH worker AS (
  SELECT started_at, beat_at, beat_at > tolem_now() - ${SILENT_AFTER} AS alive FROM heartbeats WHERE app = 'worker'),
silence AS (SELECT count(*) AS workers, min(beat_at) AS since FROM worker WHERE NOT alive)
SELECT (SELECT count(*)::int FROM worker WHERE alive) AS alive,
       greatest(0, silence.workers - (
         SELECT count(*) FROM worker WHERE alive AND started_at > silence.since))::int AS silent,
       (SELECT max(beat_at) FROM worker WHERE NOT alive) AS since
FROM silence`;

/** Who works at all: without a worker nothing is asked of the bank, and nothing is told to anybody. */
@Injectable()
export class WorkersReport {
  constructor(private readonly db: DataSource) {}

  async read(): Promise<WorkersHealth> {
    const [row]: WorkersHealth[] = await this.db.query(WORKERS);
    return row!;
  }
}
