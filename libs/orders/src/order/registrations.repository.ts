import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type Registration, RegistrationAnswerRow, RegistrationRow } from './rows.js';

/** SQL: a poll came to nothing by no fault of the bank. Id, milliseconds until the next, and hastened_at as it was loaded. */
const FAILED = `
  UPDATE registrations SET failing_since = coalesce(failing_since, tolem_now()),
    next_poll_at = CASE WHEN next_poll_at IS NULL THEN NULL
                        WHEN state = 'sending' THEN greatest(call_deadline, tolem_now() + $2 * interval '1 millisecond')
                        WHEN hastened_at IS DISTINCT FROM $3
                          THEN least(next_poll_at, tolem_now() + $2 * interval '1 millisecond')
                        ELSE tolem_now() + $2 * interval '1 millisecond' END`;

@Injectable()
export class RegistrationsRepository {
  constructor(private readonly db: DataSource) {}

  /** Every registration of these orders; called after the orders themselves are locked. */
  async lockOfOrders(tx: EntityManager, orderIds: readonly string[]): Promise<RegistrationRow[]> {
    return tx
      .createQueryBuilder(RegistrationRow, 'r')
      .where('r.orderId IN (:...orderIds)', { orderIds })
      .orderBy('r.id')
      .setLock('pessimistic_write')
      .getMany();
  }

  async findAll(ids: readonly string[]): Promise<Registration[]> {
    return this.db.manager.findBy(RegistrationRow, { id: In(ids) });
  }

  async findByReturnToken(returnToken: string): Promise<Registration | null> {
    return this.db.manager.findOneBy(RegistrationRow, { returnToken });
  }

  /** Newest first. */
  async listOfOrder(orderId: string): Promise<Registration[]> {
    return this.listOfOrders([orderId]);
  }

  /** Newest first. */
  async listOfOrders(orderIds: readonly string[]): Promise<Registration[]> {
    const where = { orderId: In(orderIds) };
    return this.db.manager.find(RegistrationRow, { where, order: { attempt: 'DESC' } });
  }

  async insert(tx: EntityManager, registration: Registration): Promise<void> {
    await tx.insert(RegistrationRow, registration);
  }

  async update(tx: EntityManager, id: string, changes: Partial<Registration>): Promise<void> {
    await tx.update(RegistrationRow, { id }, changes);
  }

  /** The caller that sent it must be dead by now: recovery takes the registration over. False if another one did. */
  async takeOverIfStillSending(id: string): Promise<boolean> {
    const [, count] = await this.db.query(
      `UPDATE registrations SET state = 'recovering', phase = 'recovering', step = 0, anchored_at = tolem_now()
       WHERE id = $1 AND state = 'sending' AND call_deadline <= tolem_now()`,
      [id],
    );
    return count === 1;
  }

  /** Written before register.do is called once more under the same number. False if somebody was faster. */
  async countSendIfStillRecovering(registration: Registration): Promise<boolean> {
    const [, count] = await this.db.query(
      `UPDATE registrations SET sends_unaccounted = sends_unaccounted + 1, last_sent_at = tolem_now()
       WHERE id = $1 AND state = 'recovering' AND version = $2`,
      [registration.id, registration.version],
    );
    return count === 1;
  }

  /**
   * The gateway gave no usable answer: look again later. No step is lost, and whoever hastened meanwhile wins. Answers how many
   * looks in a row have failed for a reason of its own; null, and nothing is written, if something was learnt meanwhile.
   */
  async postpone(
    registration: Registration,
    afterMs: number,
    { asked, failed }: Readonly<{ asked: boolean; failed: boolean }>,
  ): Promise<number | null> {
    const [rows] = await this.db.query(
      `UPDATE registrations SET
         failures = failures + $6,
         failing_since = CASE WHEN $6 = 0 THEN failing_since ELSE coalesce(failing_since, tolem_now()) END,
         polls = polls + $5,
         last_look_at = CASE WHEN $5 = 0 THEN last_look_at ELSE tolem_now() END,
         next_poll_at = CASE WHEN hastened_at IS DISTINCT FROM $3 THEN least(next_poll_at, tolem_now() + $4 * interval '1 millisecond')
                             ELSE tolem_now() + $4 * interval '1 millisecond' END
       WHERE id = $1 AND version = $2 AND next_poll_at IS NOT NULL RETURNING failures`,
      [
        registration.id,
        registration.version,
        registration.hastenedAt,
        afterMs,
        Number(asked),
        Number(failed),
      ],
    );
    return rows[0]?.failures ?? null;
  }

  /** A fault of our own. Answers how many there were in a row. What was hastened meanwhile is due no later for it. */
  async countFault({ id, hastenedAt }: Registration, retryAfterMs: number): Promise<number> {
    const [rows] = await this.db.query(`${FAILED}, faults = faults + 1 WHERE id = $1 RETURNING faults`, [
      id,
      retryAfterMs,
      hastenedAt,
    ]);
    return rows[0]?.faults ?? 0;
  }

  /** A trouble that passes, and is not counted. What was hastened meanwhile is due no later for it. */
  async tryAgain({ id, hastenedAt }: Registration, afterMs: number): Promise<void> {
    await this.db.query(`${FAILED} WHERE id = $1`, [id, afterMs, hastenedAt]);
  }

  /** Given back unasked: due now, but nobody may take over what is being sent before its caller must be dead. */
  async giveBack(ids: readonly string[]): Promise<void> {
    await this.db.query(
      `UPDATE registrations SET next_poll_at =
         CASE state WHEN 'sending' THEN greatest(call_deadline, tolem_now()) ELSE tolem_now() END
       WHERE id = ANY ($1) AND next_poll_at > tolem_now()`,
      [ids],
    );
  }

  /** Written only when it differs from the last one: two kilobytes are not for the hottest row. */
  async keepAnswer(
    tx: EntityManager,
    registrationId: string,
    answer: Readonly<Record<string, unknown>>,
    answeredAt: Date,
  ): Promise<void> {
    await tx
      .createQueryBuilder()
      .insert()
      .into(RegistrationAnswerRow)
      .values({ registrationId, answer: answer as object, answeredAt })
      .orUpdate(['answer', 'answered_at'], ['registration_id'], {
        overwriteCondition: {
          where: 'registration_answers.answer IS DISTINCT FROM excluded.answer',
        },
      })
      .execute();
  }

  /**
   * Merchants other than these that still have something to be decided; the configuration must know every one of them. Pages that
   * are over, and are only asked about now and then, are no reason: without their merchant nobody asks.
   */
  async listForgottenMerchants(configured: readonly string[]): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `WITH RECURSIVE due (id) AS (
         (SELECT merchant_id FROM registrations WHERE next_poll_at IS NOT NULL ORDER BY merchant_id LIMIT 1)
         UNION ALL
         SELECT (SELECT merchant_id FROM registrations WHERE next_poll_at IS NOT NULL AND merchant_id > due.id
                 ORDER BY merchant_id LIMIT 1)
         FROM due WHERE due.id IS NOT NULL)
       SELECT id FROM due WHERE id <> ALL ($1) AND EXISTS (
         SELECT FROM registrations r WHERE r.merchant_id = due.id AND r.next_poll_at IS NOT NULL
           AND (r.state <> 'closed' OR r.phase <> 'aftercare' OR r.contradicted_since IS NOT NULL
                OR EXISTS (SELECT FROM cases WHERE registration_id = r.id AND closed_at IS NULL)))`,
      [configured],
    );
    return rows.map((row) => row.id);
  }
}
