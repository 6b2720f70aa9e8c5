import type { SubscriptionConfig } from '@app/config';
import { newId } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { EventRow } from './event.row.js';

const LEASE_SECONDS = 30;

const FROM_NOW = '(SELECT coalesce(max(position), 0) FROM events)';
/**
 * Before the first event of that time: positions follow the commits, so an older fact may stand behind a younger one. Plus
 * nothing, for of a column with an index Postgres seeks the least by walking that index: through all that is older.
 */
const FROM_A_DATE = `coalesce((SELECT min(position + 0) - 1 FROM events WHERE occurred_at >= $5::timestamptz), ${FROM_NOW})`;

/** Where a subscription stands: `startsAfter` is where it began. */
export type Place = Readonly<{ name: string; startsAfter: bigint; cursor: bigint }>;
/** The right to hand events over to one subscription for a while. */
export type Lease = Place & Readonly<{ holder: string }>;
/** `replay`: which going over of the log this is for an event that was handed over before; 0 for the first time. */
export type Handover = Readonly<{
  event: Omit<EventRow, 'polls'>;
  previousSeq: number | null;
  wanted: boolean;
  replay: number;
}>;

/** What one lease is about: the next events, in their order. */
export type Batch = Readonly<{ lease: Lease; next: Handover[] }>;

/** `reached`: the subscription was given it. */
export type Given = Handover & Readonly<{ reached: boolean }>;

/** SQL: does this row of events pass the filter of the subscription `s`? */
const passes = (row: string): string =>
  `(s.types IS NULL OR ${row}.type = ANY (s.types)) AND (s.shops IS NULL OR ${row}.shop_id = ANY (s.shops))`;

/** SQL: does a filter let in nothing that it did not let in before? Null is everything. */
const letsNoMoreIn = (column: string, now: string): string =>
  `coalesce(${now}::text[] <@ ${column}, ${column} IS NULL)`;

/** Sorted: two configurations that say the same are the same. */
const valuesOf = ({ name, types, shops, replayAfterLossSeconds }: SubscriptionConfig) => [
  name,
  types?.toSorted() ?? null,
  shops?.toSorted() ?? null,
  `${replayAfterLossSeconds} seconds`,
];

/**
 * SQL: an event `e`, and the number of the one `before` it that this subscription was given of the same subject, since its filter let
 * in no more than it does now.
 */
const HANDOVER = `e.id, e.position, e.event_id, e.subject, e.seq, e.shop_id, e.order_id, e.type, e.data, e.cause, e.occurred_at,
              before.seq AS previous_seq`;
const BEFORE = `LEFT JOIN LATERAL (
         SELECT p.seq FROM events p
         WHERE p.subject = e.subject AND p.seq < e.seq AND p.position > greatest(s.starts_after, s.filtered_after)
           AND ${passes('p')}
         ORDER BY p.seq DESC LIMIT 1) AS before ON true`;

/** Those with a queue. What Tolem itself makes of the log is run by RunProjections. */
@Injectable()
export class Subscriptions {
  constructor(private readonly db: DataSource) {}

  /** A new subscription starts where its configuration says; one that is known stays as it is. */
  async addIfNew(config: SubscriptionConfig): Promise<void> {
    const [known] = await this.db.query('SELECT 1 FROM subscriptions WHERE name = $1', [config.name]);
    // Only for a new one is the log searched for its place.
    if (known) return;
    const isDate = config.from !== 'beginning' && config.from !== 'now';
    const start = isDate ? FROM_A_DATE : config.from === 'now' ? FROM_NOW : '0';
    await this.db.query(
      `INSERT INTO subscriptions (name, types, shops, replay_after_loss, starts_after, cursor)
       SELECT $1, $2::text[], $3::text[], $4::interval, start, start FROM (SELECT ${start} AS start) AS s
       ON CONFLICT (name) DO NOTHING`,
      [...valuesOf(config), ...(isDate ? [config.from] : [])],
    );
  }

  /**
   * Brings one that is known to what is configured now; its cursor stays. Not while something is handed over to it: that has passed
   * the filter before.
   */
  async change(config: SubscriptionConfig): Promise<void> {
    const state = config.removed ? 'removed' : 'active';
    await this.db.query(
      `UPDATE subscriptions AS s
       SET types = $2::text[], shops = $3::text[], replay_after_loss = $4::interval, state = $5, leased_by = NULL,
           filtered_after = CASE WHEN ${letsNoMoreIn('types', '$2')} AND ${letsNoMoreIn('shops', '$3')}
                                 THEN filtered_after ELSE cursor END
       WHERE name = $1 AND kind = 'queue' AND (leased_until IS NULL OR leased_until <= tolem_now())
         AND (types, shops, replay_after_loss, state) IS DISTINCT FROM ($2::text[], $3::text[], $4::interval, $5)`,
      [...valuesOf(config), state],
    );
  }

  /**
   * Leases every subscription that has events before it, and reads the next of them, wanted or not, so that the cursor can pass
   * by what the filter leaves out. `busy` tells how many another process holds; a holder that died loses its lease when the time
   * is over. `inHand`: not these, whatever their lease.
   */
  async leaseBehind(inHand: readonly string[], limit: number): Promise<{ batches: Batch[]; busy: number }> {
    const holder = newId();
    const rows: (BatchRecord | { name: string; cursor: null })[] = await this.db.query(
      `WITH behind AS (
         SELECT name FROM subscriptions
         WHERE kind = 'queue' AND state = 'active' AND cursor < (SELECT max(position) FROM events)),
       leased AS (
         UPDATE subscriptions s
         SET leased_by = $1, leased_until = tolem_now() + interval '${LEASE_SECONDS} seconds'
         FROM behind
         WHERE s.name = behind.name AND s.name <> ALL ($2) AND (s.leased_until IS NULL OR s.leased_until <= tolem_now())
         RETURNING s.*)
       SELECT behind.name, s.starts_after, s.cursor, ${HANDOVER}, ${passes('e')} AS wanted,
              CASE WHEN e.position <= s.replay_until THEN s.replays ELSE 0 END AS replay
       FROM behind LEFT JOIN leased s USING (name)
       LEFT JOIN LATERAL (SELECT * FROM events WHERE position > s.cursor ORDER BY position LIMIT $3) AS e ON true
       ${BEFORE} ORDER BY behind.name, e.position`,
      [holder, inHand, limit],
    );
    const batches = new Map<string, Batch>();
    const busy = new Set<string>();
    for (const row of rows) {
      if (row.cursor === null) busy.add(row.name);
      else {
        const batch = batches.get(row.name) ?? { lease: { ...toPlace(row), holder }, next: [] };
        batch.next.push(toHandover(row));
        batches.set(row.name, batch);
      }
    }
    return { batches: [...batches.values()], busy: busy.size };
  }

  /** Moves the cursor and gives the lease back, if it is still ours and the cursor where we found it. */
  async moveCursor(lease: Lease, to: bigint): Promise<boolean> {
    const [, count] = await this.db.query(
      `UPDATE subscriptions SET cursor = $4, leased_until = NULL
       WHERE name = $1 AND leased_by = $2 AND cursor = $3`,
      [lease.name, lease.holder, lease.cursor.toString(), to.toString()],
    );
    return count === 1;
  }

  /**
   * An event as this subscription was given it; null where there is no such event or subscription. `wanted`: it passes the filter
   * and lies after the start. `reached`: it was handed over.
   */
  async findGiven(name: string, eventId: string): Promise<Given | null> {
    const rows: (HandoverRecord & { reached: boolean })[] = await this.db.query(
      `SELECT ${HANDOVER}, ${passes('e')} AND coalesce(e.position > s.starts_after, true) AS wanted,
              coalesce(e.position <= s.cursor, false) AS reached, 0 AS replay
       FROM subscriptions s CROSS JOIN (SELECT * FROM events WHERE event_id = $2) AS e ${BEFORE}
       WHERE s.name = $1 AND s.kind = 'queue' AND s.state = 'active'`,
      [name, eventId],
    );
    return rows[0] ? { ...toHandover(rows[0]), reached: rows[0].reached } : null;
  }

  /**
   * A number for one more job of an event, of the same series as those of a cursor that goes back. Whatever the publisher hands
   * over under this number lies behind the cursor, and the event before it; the next going back takes the next number. Null when
   * the cursor has gone back behind the event meanwhile.
   */
  async takeReplayNumber(tx: EntityManager, name: string, position: bigint): Promise<number | null> {
    const [rows]: [{ replays: number }[]] = await tx.query(
      `UPDATE subscriptions SET replays = replays + 1 WHERE name = $1 AND cursor >= $2 RETURNING replays`,
      [name, position.toString()],
    );
    return rows[0]?.replays ?? null;
  }

  async listActive(): Promise<string[]> {
    const rows: { name: string }[] = await this.db.query(
      `SELECT name FROM subscriptions WHERE kind = 'queue' AND state = 'active'`,
    );
    return rows.map(({ name }) => name);
  }

  /** Subscriptions that something was handed over to. */
  async listStarted(): Promise<Place[]> {
    const rows: PlaceRecord[] = await this.db.query(
      `SELECT name, starts_after, cursor FROM subscriptions
       WHERE kind = 'queue' AND state = 'active' AND cursor > starts_after`,
    );
    return rows.map(toPlace);
  }

  /**
   * Moves a cursor back to `to`, or by the time the subscription is configured with where it is unknown how far. Answers where
   * it stands then, or null if somebody holds the lease or has moved the cursor meanwhile.
   */
  async rewind(place: Place, to: bigint | null): Promise<bigint | null> {
    const [rows]: [{ cursor: string }[]] = await this.db.query(
      `UPDATE subscriptions
       SET cursor = greatest(starts_after, coalesce($3, (
             SELECT min(position + 0) - 1 FROM events
             WHERE occurred_at >= tolem_now() - replay_after_loss AND position <= $2), cursor)),
           replays = replays + 1, replay_until = greatest(replay_until, cursor)
       WHERE name = $1 AND cursor = $2 AND (leased_until IS NULL OR leased_until <= tolem_now())
       RETURNING cursor`,
      [place.name, place.cursor.toString(), to?.toString() ?? null],
    );
    return rows[0] ? BigInt(rows[0].cursor) : null;
  }

  /** Given back without having moved. */
  async release(lease: Lease): Promise<void> {
    await this.db.query(`UPDATE subscriptions SET leased_until = NULL WHERE name = $1 AND leased_by = $2`, [
      lease.name,
      lease.holder,
    ]);
  }
}

type PlaceRecord = Readonly<{ name: string; starts_after: string; cursor: string }>;

const toPlace = (row: PlaceRecord): Place => ({
  name: row.name,
  startsAfter: BigInt(row.starts_after),
  cursor: BigInt(row.cursor),
});

type HandoverRecord = Readonly<{
  id: string;
  /** Null until the event is numbered. */
  position: string | null;
  event_id: string;
  subject: string;
  seq: number;
  shop_id: string | null;
  order_id: string | null;
  type: string;
  data: Record<string, unknown>;
  cause: string;
  occurred_at: Date;
  previous_seq: number | null;
  wanted: boolean;
  replay: number;
}>;

type BatchRecord = PlaceRecord & HandoverRecord;

function toHandover(row: HandoverRecord): Handover {
  const event: Handover['event'] = {
    id: row.id,
    position: row.position === null ? null : BigInt(row.position),
    eventId: row.event_id,
    subject: row.subject,
    seq: row.seq,
    shopId: row.shop_id,
    orderId: row.order_id,
    type: row.type,
    data: row.data,
    cause: row.cause,
    occurredAt: row.occurred_at,
  };
  return { event, previousSeq: row.previous_seq, wanted: row.wanted, replay: row.replay };
}
