import { TolemConfig } from '@app/config';
import type { Actor } from '@app/operators';
import { newId } from '@app/kernel';
import { crashPoint } from '@app/process';
import { FilterStuck, type StuckFilter } from '@app/orders';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ASKABLE } from './askable.js';
import { WAITED_FOR } from './priority-of.js';

/** So many rows are made due in one statement. */
const AT_ONCE = 1_000;
/** Of a merchant without an agreed rate; and of any, what is left to payers who have come back is left here too. */
const DEFAULT_PER_SECOND = 100;
const SHARE = 0.8;

/** Which orders: what is stuck and matches, or those that were picked, by their own id or a registration's. */
export type Asked = Readonly<{ filter: StuckFilter } | { ids: readonly string[] }>;

export type BulkPollPlan = Readonly<{
  /** Rows of the list, which may be several of one order. */
  matching: number;
  orders: number;
  registrations: number;
  merchants: readonly Readonly<{
    merchantId: string;
    registrations: number;
    callsPerSecond: number | null;
    /** How long it takes at the rate agreed with the bank. */
    seconds: number | null;
  }>[];
}>;

/**
 * Asks the bank about thousands of orders. Only rows are written, never a job: the registrations become due one after the other,
 * at the pace their merchant has agreed with the bank, and the schedule does the rest as it does with everything that is due.
 */
@Injectable()
export class BulkPoll {
  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
    private readonly filters: FilterStuck,
  ) {}

  /** What would be asked. */
  async plan(asked: Asked): Promise<BulkPollPlan> {
    const { sql, values } = await this.select(asked);
    const rows: PlanRow[] = await this.db.query(
      `WITH ${sql}
       SELECT (SELECT count(*) FROM hits)::int AS matching, (SELECT count(*) FROM picked)::int AS orders,
              live.merchant_id, count(live.id)::int AS registrations
       FROM (SELECT 1) AS one LEFT JOIN live ON true GROUP BY live.merchant_id ORDER BY live.merchant_id`,
      [...values],
    );
    const merchants = rows.flatMap((row) => (row.merchant_id === null ? [] : [this.toMerchant(row)]));
    const registrations = merchants.reduce((sum, row) => sum + row.registrations, 0);
    return { matching: rows[0]!.matching, orders: rows[0]!.orders, registrations, merchants };
  }

  /** All or none: whoever is told a number of registrations can watch that many being looked at. */
  async execute(actor: Actor, asked: Asked): Promise<{ id: string; registrations: number }> {
    const selection = await this.select(asked);
    const id = newId();
    const made = await this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO bulk_asks (id, asked_by, asked_at, registrations) VALUES ($1, $2, tolem_now(), 0)`,
        [id, actor.name],
      );
      const registrations = await this.list(tx, id, selection);
      await tx.query(`UPDATE bulk_asks SET registrations = $2 WHERE id = $1`, [id, registrations]);
      // Not the ids: which registrations were asked about stands in the rows of the ask.
      const which = 'ids' in asked ? { picked: asked.ids.length } : asked;
      const detail = { ask: id, registrations, ...which };
      await actor.audit(tx, { action: 'bulk-ask', subject: `ask:${id}`, detail });
      for (let after: string | null = null; ;) {
        after = await this.makeSomeDue(tx, id, actor.cause, after);
        if (after === null) return { id, registrations };
      }
    });
    crashPoint('bulk-ask.after-commit');
    return made;
  }

  /** Puts down every registration with its turn among those of its merchant. */
  private async list(tx: EntityManager, id: string, { sql, values }: Selection): Promise<number> {
    const n = values.length;
    const rates = this.config.file.merchants.map((merchant) => [merchant.id, paceOf(merchant)] as const);
    const [row] = await tx.query(
      `WITH ${sql}, listed AS (
         INSERT INTO bulk_ask_items (ask_id, registration_id, polls, faults, due_after)
         SELECT $${n + 1}, live.id, live.polls, live.faults,
                row_number() OVER (PARTITION BY live.merchant_id ORDER BY live.id)
                  / coalesce(rate.per_second, ${DEFAULT_PER_SECOND * SHARE}) * interval '1 second'
         FROM live LEFT JOIN unnest($${n + 2}::text[], $${n + 3}::float[]) AS rate (merchant_id, per_second) USING (merchant_id)
         ORDER BY live.id
         RETURNING 1)
       SELECT count(*)::int AS count FROM listed`,
      [...values, id, rates.map(([merchantId]) => merchantId), rates.map(([, pace]) => pace)],
    );
    return row.count;
  }

  /**
   * In the order of their ids, as everybody locks them, and no stronger than another ask can bear that has listed them, too. A
   * look that is under way stands: whoever hastens meanwhile wants one that is younger. A payer who waits stays before all that
   * an operator asks about. Answers the last id, or null when nothing is left.
   */
  private async makeSomeDue(
    tx: EntityManager,
    id: string,
    cause: string,
    after: string | null,
  ): Promise<string | null> {
    const [row] = await tx.query(
      `WITH batch AS (
         SELECT item.registration_id AS id, item.due_after FROM bulk_ask_items AS item
         WHERE item.ask_id = $1 AND ($3::uuid IS NULL OR item.registration_id > $3)
         ORDER BY item.registration_id LIMIT ${AT_ONCE}),
       locked AS (
         SELECT r.id FROM registrations r WHERE r.id IN (SELECT id FROM batch) ORDER BY r.id FOR NO KEY UPDATE),
       due AS (
         UPDATE registrations r
         SET hastened_at = tolem_now(), hastened_by = CASE WHEN r.${WAITED_FOR} THEN r.hastened_by ELSE $2 END,
             next_poll_at = least(r.next_poll_at, tolem_now() + batch.due_after)
         FROM batch JOIN locked USING (id) WHERE r.id = batch.id AND r.next_poll_at IS NOT NULL)
       SELECT max(id::text) AS last FROM batch`,
      [id, cause, after],
    );
    return row.last;
  }

  private async select(asked: Asked): Promise<Selection> {
    const { hits, values } = 'ids' in asked ? byIds(asked.ids) : await this.byFilter(asked.filter);
    return {
      // With a merchant that is not configured any more nobody can ask.
      values: [...values, this.config.file.merchants.map((merchant) => merchant.id)],
      // OFFSET 0 keeps each order's look-up a look-up: thousands of them are still few among millions.
      sql: `hits AS MATERIALIZED (${hits}),
        picked AS MATERIALIZED (SELECT DISTINCT order_id FROM hits WHERE order_id IS NOT NULL),
        live AS MATERIALIZED (
          SELECT r.id, r.merchant_id, r.polls, r.faults FROM picked CROSS JOIN LATERAL (
            SELECT * FROM registrations r
            WHERE r.order_id = picked.order_id AND ${ASKABLE} AND r.merchant_id = ANY ($${values.length + 1}::text[])
            OFFSET 0) AS r)`,
    };
  }

  private async byFilter(filter: StuckFilter): Promise<Hits> {
    const { from, values } = await this.filters.execute(filter);
    return { hits: `SELECT i.order_id ${from}`, values };
  }

  private toMerchant({ merchant_id, registrations }: PlanRow): BulkPollPlan['merchants'][number] {
    const merchantId = merchant_id!;
    const callsPerSecond = this.config.findMerchant(merchantId)?.callsPerSecond ?? null;
    const seconds = callsPerSecond && Math.ceil(registrations / (callsPerSecond * SHARE));
    return { merchantId, registrations, callsPerSecond, seconds };
  }
}

const byIds = (ids: readonly string[]): Hits => ({
  hits: `SELECT id AS order_id FROM orders WHERE id = ANY ($1::uuid[])
    UNION SELECT order_id FROM registrations WHERE id = ANY ($1::uuid[])`,
  values: [ids],
});

const paceOf = ({ callsPerSecond = DEFAULT_PER_SECOND }: { callsPerSecond?: number | undefined }): number =>
  callsPerSecond * SHARE;

type Hits = Readonly<{ hits: string; values: readonly unknown[] }>;
type Selection = Readonly<{ sql: string; values: readonly unknown[] }>;
type PlanRow = Readonly<{
  matching: number;
  orders: number;
  merchant_id: string | null;
  registrations: number;
}>;
