import { Injectable } from '@nestjs/common';
import { tolemNow } from '@app/database';
import { AppError } from '@app/kernel';
import { CaseRow, OrderRow, RegistrationAnswerRow, RegistrationRow } from '@app/orders';
import { DataSource } from 'typeorm';
import { validate } from 'uuid';
import { nameOperator } from './name-operators.js';

export type FactEvent = Readonly<{
  eventId: string;
  seq: number;
  type: string;
  cause: string;
  occurredAt: Date;
  data: Record<string, unknown>;
}>;
export type FactCallback = Readonly<{
  registrationId: string;
  operation: string;
  status: string;
  times: number;
  said: Record<string, unknown>;
  firstAt: Date;
}>;
export type FactComment = Readonly<{ id: string; caseId: string; by: string; at: Date; text: string }>;
export type FactDeed = Readonly<{
  at: Date;
  operator: string;
  action: string;
  detail: Record<string, unknown>;
}>;
export type Delivery = Readonly<{ eventId: string; subscription: string; state: 'handed-over' | 'waiting' }>;

/** Everything that is written down about one order. */
export type OrderFacts = Readonly<{
  order: OrderRow;
  /** Newest first. */
  registrations: readonly RegistrationRow[];
  answers: ReadonlyMap<string, RegistrationAnswerRow>;
  /** Oldest first, like all that follow. */
  cases: readonly CaseRow[];
  comments: readonly FactComment[];
  events: readonly FactEvent[];
  callbacks: readonly FactCallback[];
  deeds: readonly FactDeed[];
  deliveries: readonly Delivery[];
  /** By the database's clock. */
  now: Date;
}>;

/** More than an order can sensibly have; of what there is more of, the newest. */
const MOST = 1_000;

const newest = (select: string, order: string): string =>
  `SELECT * FROM (SELECT ${select} ORDER BY ${order} DESC LIMIT ${MOST}) AS newest ORDER BY ${order}`;

/** Reads what the page of one order is made of: each table once, by an index. */
@Injectable()
export class OrderFactsReport {
  constructor(private readonly db: DataSource) {}

  /** Throws ORDER_NOT_FOUND. */
  async execute(id: string): Promise<OrderFacts> {
    const order = validate(id) ? await this.db.manager.findOneBy(OrderRow, { id }) : null;
    if (!order) throw new AppError('ORDER_NOT_FOUND', `There is no order ${id}`);
    const orderId = order.id;
    const [registrations, answers, cases, comments, events, callbacks, deeds, deliveries, now] =
      await Promise.all([
        this.db.manager.find(RegistrationRow, { where: { orderId }, order: { attempt: 'DESC' } }),
        this.answersOf(orderId),
        this.db.manager.find(CaseRow, { where: { orderId }, order: { openedAt: 'ASC', id: 'ASC' } }),
        this.commentsOf(orderId),
        this.eventsOf(orderId),
        this.callbacksOf(orderId),
        this.deedsOn(orderId),
        this.deliveriesOf(orderId),
        tolemNow(this.db.manager),
      ]);
    const named = events.map((event) => ({ ...event, cause: nameOperator(event, { cases, deeds }) }));
    return {
      order,
      registrations,
      answers,
      cases,
      comments,
      events: named,
      callbacks,
      deeds,
      deliveries,
      now,
    };
  }

  private async answersOf(orderId: string): Promise<Map<string, RegistrationAnswerRow>> {
    const rows = await this.db.manager
      .createQueryBuilder(RegistrationAnswerRow, 'a')
      .where('a.registrationId IN (SELECT id FROM registrations WHERE order_id = :orderId)', { orderId })
      .getMany();
    return new Map(rows.map((row) => [row.registrationId, row]));
  }

  private commentsOf(orderId: string): Promise<FactComment[]> {
    const select = `c.id, c.case_id AS "caseId", c.by, c.at, c.text FROM case_comments c
      WHERE c.case_id IN (SELECT id FROM cases WHERE order_id = $1)`;
    return this.db.query(newest(select, 'at'), [orderId]);
  }

  private eventsOf(orderId: string): Promise<FactEvent[]> {
    const select = `event_id AS "eventId", seq, type, cause, occurred_at AS "occurredAt", data FROM events WHERE subject = $1`;
    return this.db.query(newest(select, 'seq'), [`order:${orderId}`]);
  }

  private callbacksOf(orderId: string): Promise<FactCallback[]> {
    const select = `registration_id AS "registrationId", operation, status, times, said, first_at AS "firstAt" FROM callbacks
      WHERE registration_id IN (SELECT id FROM registrations WHERE order_id = $1)`;
    return this.db.query(newest(select, '"firstAt"'), [orderId]);
  }

  /** What was done to this one, and the questions about many of which it was one. */
  private deedsOn(orderId: string): Promise<FactDeed[]> {
    const select = `at, operator, action, detail FROM (
        SELECT at, operator, action, detail FROM ops_audit WHERE subject = $1
        UNION ALL
        SELECT asked_at, asked_by, 'bulk-ask', jsonb_build_object('ask', id, 'registrations', registrations) FROM bulk_asks
        WHERE id IN (SELECT ask_id FROM bulk_ask_items
                     WHERE registration_id IN (SELECT id FROM registrations WHERE order_id = $2))) AS deeds`;
    return this.db.query(newest(select, 'at'), [`order:${orderId}`, orderId]);
  }

  /** By each subscription's cursor: what lies before it was handed over. */
  private deliveriesOf(orderId: string): Promise<Delivery[]> {
    return this.db.query(
      `SELECT e.event_id AS "eventId", s.name AS subscription,
              CASE WHEN e.position <= s.cursor THEN 'handed-over' ELSE 'waiting' END AS state
       FROM (SELECT * FROM events WHERE subject = $1 ORDER BY seq DESC LIMIT ${MOST}) AS e
       JOIN subscriptions s ON s.kind = 'queue' AND s.state = 'active' AND coalesce(e.position > s.starts_after, true)
        AND (s.types IS NULL OR e.type = ANY (s.types)) AND (s.shops IS NULL OR e.shop_id = ANY (s.shops))
       ORDER BY e.seq, s.name`,
      [`order:${orderId}`],
    );
  }
}
