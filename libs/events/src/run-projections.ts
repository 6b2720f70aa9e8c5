import { isDatabaseTrouble } from '@app/database';
import { crashPoint } from '@app/process';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { UntakenEvents } from './untaken-events.repository.js';

const BATCH = 1_000;

/** A part of the log: every event after the one position, up to and with the other. */
export type Stretch = Readonly<{ after: bigint; upTo: bigint }>;

/** A handler inside Tolem with a cursor of its own in the log. */
export type Projection = Readonly<{
  /** `tolem:` and what it does, so that no subscription of a configuration can have its name. */
  name: `tolem:${string}`;
  /** Writes what it makes of these events, by `tx` and nothing else: then each of them counts exactly once. */
  apply: (tx: EntityManager, stretch: Stretch) => Promise<void>;
}>;

/**
 * Leads a handler along the log, one stretch a transaction: what it writes and its cursor are committed together or not at all,
 * whoever dies when. Workers do not wait for each other: while one holds the cursor the others have nothing to do. An event that
 * cannot be taken is set aside after some tries, for a person to see (ListUndelivered), and the handler goes on without it.
 */
@Injectable()
export class RunProjections {
  private readonly logger = new Logger(RunProjections.name);
  /** By follower: how many events at once. One by one after a failure, so that those before a bad one are taken. */
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly db: DataSource,
    private readonly untaken: UntakenEvents,
  ) {}

  /** A new follower begins at the beginning of the log, an old one where it stands. */
  async begin({ name }: Projection): Promise<void> {
    await this.db.query(
      `INSERT INTO subscriptions (name, kind, starts_after, cursor) VALUES ($1, 'internal', 0, 0)
       ON CONFLICT (name) DO NOTHING`,
      [name],
    );
  }

  /** `idle`: nothing is left that this process could take now. */
  async execute(follower: Projection): Promise<'idle' | 'again'> {
    const { name } = follower;
    const size = this.sizes.get(name) ?? BATCH;
    try {
      const passed = await this.db.transaction((tx) => this.applyNext(tx, follower, size));
      // Where another worker had the cursor, nothing was learnt.
      if (passed !== 0) this.sizes.set(name, passed === null ? 1 : Math.min(size * 2, BATCH));
      return passed === null || passed < size ? 'idle' : 'again';
    } catch (error) {
      this.sizes.set(name, 1);
      if (size > 1) return 'again';
      // It stays before this event and comes again: nothing is left out, and everybody sees how far behind it is.
      this.logger.error(`${name} cannot go on: ${(error as Error).message}`);
      return 'idle';
    }
  }

  /** How many events the cursor has passed; null where the next one could not be taken, and is tried again. */
  private async applyNext(
    tx: EntityManager,
    { name, apply }: Projection,
    size: number,
  ): Promise<number | null> {
    const [held]: { cursor: string }[] = await tx.query(
      `SELECT cursor FROM subscriptions WHERE name = $1 AND cursor < (SELECT max(position) FROM events)
       FOR UPDATE SKIP LOCKED`,
      [name],
    );
    if (!held) return 0;
    // What has a position now has every position before it: they are given by one process at a time, in order.
    const [next]: { count: number; up_to: string }[] = await tx.query(
      `SELECT count(*)::int AS count, max(position) AS up_to
       FROM (SELECT position FROM events WHERE position > $1 ORDER BY position LIMIT $2) AS next`,
      [held.cursor, size],
    );
    const stretch: Stretch = { after: BigInt(held.cursor), upTo: BigInt(next!.up_to) };
    try {
      // A savepoint: what failed is undone while the cursor is still ours, so that one try is counted once. Where the connection
      // is gone, nothing can be counted, and nothing is.
      await tx.transaction(async (inner) => {
        await apply(inner, stretch);
        await this.untaken.forget(inner, name, stretch.after, stretch.upTo);
      });
    } catch (error) {
      if (next!.count > 1 || isDatabaseTrouble(error)) throw error;
      const isOver = await this.untaken.countTry(tx, name, stretch.upTo, error);
      const what = isOver ? 'goes on without' : 'cannot take';
      this.logger.error(`${name} ${what} the event at ${stretch.upTo}: ${(error as Error).message}`);
      if (!isOver) return null;
    }
    await tx.query('UPDATE subscriptions SET cursor = $2 WHERE name = $1', [name, next!.up_to]);
    crashPoint('follow.before-commit');
    return next!.count;
  }
}
