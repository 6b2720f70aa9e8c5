import type pg from 'pg';
import type { Watermarks } from './watermarks.js';

/** Beside BullMQ's tables: whoever drops or restores its schema does the same to the marks. */
export const CREATE_MARKS = `CREATE TABLE IF NOT EXISTS bullmq.tolem_marks (
  queue text PRIMARY KEY,
  position bigint NOT NULL
)`;

export class PostgresWatermarks implements Watermarks {
  constructor(private readonly pool: pg.Pool) {}

  async read(queues: readonly string[]): Promise<(bigint | null)[]> {
    const { rows } = await this.pool.query<{ queue: string; position: string }>(
      'SELECT queue, position FROM bullmq.tolem_marks WHERE queue = ANY ($1)',
      [queues],
    );
    const known = new Map(rows.map(({ queue, position }) => [queue, BigInt(position)]));
    return queues.map((queue) => known.get(queue) ?? null);
  }

  async set(queue: string, position: bigint): Promise<void> {
    await this.pool.query(
      `INSERT INTO bullmq.tolem_marks AS known (queue, position) VALUES ($1, $2)
       ON CONFLICT (queue) DO UPDATE SET position = excluded.position WHERE known.position < excluded.position`,
      [queue, position.toString()],
    );
  }
}

/** Raises the mark to `to` if the store still has one of at least `from`. Answers false, and changes nothing, if it has not. */
export async function advanceMark(
  client: pg.PoolClient,
  queue: string,
  from: bigint,
  to: bigint,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE bullmq.tolem_marks SET position = greatest(position, $3) WHERE queue = $1 AND position >= $2',
    [queue, from.toString(), to.toString()],
  );
  return rowCount === 1;
}
