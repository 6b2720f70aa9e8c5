import { newId } from '@app/kernel';
import type { EventType } from '@app/subscriber';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { assertReadable } from './assert-readable.js';
import { namelessCause, withoutName } from './nameless-cause.js';
import { EventRow } from './event.row.js';

/** A fact to be announced. Its `seq` comes from whoever holds the subject's row, in the same transaction. */
export type EventDraft = Readonly<{
  subject: string;
  seq: number;
  type: EventType;
  shopId: string | null;
  orderId: string | null;
  data: Record<string, unknown>;
  cause: string;
  occurredAt: Date;
  /** Looks at the registration so far, where the fact comes of one. */
  polls?: number;
}>;

@Injectable()
export class EventLog {
  constructor(private readonly db: DataSource) {}

  /**
   * Written in the transaction of the fact itself: a fact without its event, or the reverse, cannot be. Throws UnreadableEvent for
   * one that no subscriber could read.
   */
  async append(tx: EntityManager, drafts: readonly EventDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    // A random id, never a derived one: after a restore the same number could mean another fact.
    const rows = drafts.toSorted(bySubjectAndSeq).map((draft) => ({
      ...draft,
      cause: namelessCause(draft.cause),
      data: withoutName(draft.data),
      eventId: newId(),
    }));
    for (const row of rows) assertReadable(row);
    await tx.insert(EventRow, rows as object[]);
  }

  /** The next numbers of a subject that is not an order; holds the subject until the transaction ends. */
  async takeSeq(tx: EntityManager, subject: string): Promise<number> {
    const [row] = await tx.query(
      `INSERT INTO subjects AS s (subject, last_seq) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE SET last_seq = s.last_seq + 1 RETURNING last_seq`,
      [subject],
    );
    return row.last_seq;
  }

  /** Every event of one subject, oldest first. */
  async listOfSubject(subject: string, limit: number): Promise<EventRow[]> {
    return this.db.manager.find(EventRow, { where: { subject }, order: { seq: 'ASC' }, take: limit });
  }

  async findNewest(subject: string, type: EventType): Promise<EventRow | null> {
    return this.db.manager.findOne(EventRow, { where: { subject, type }, order: { seq: 'DESC' } });
  }
}

function bySubjectAndSeq(a: EventDraft, b: EventDraft): number {
  if (a.subject !== b.subject) return a.subject < b.subject ? -1 : 1;
  return a.seq - b.seq;
}
