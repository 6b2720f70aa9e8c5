import { TolemConfig } from '@app/config';
import { SpareConnections } from '@app/database';
import { crashPoint } from '@app/process';
import { JobProducer } from '@app/queue';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type HastenedBy, type HastenOptions, wholeOptions } from './hasten-options.js';
import { OwedHastens } from './owed-hastens.repository.js';
import { WAITED_FOR } from './priority-of.js';

/** If the job is lost, the tick finds the row after this long. */
const NET = `interval '5 seconds'`;
/** The dense series begins anew at most this often. */
const ANCHORED_ANEW = `interval '5 minutes'`;

export type Hastened = Readonly<{ merchant_id: string; wants_job: boolean }>;

/**
 * Makes a registration due now, because a payer came back, a callback came, or somebody asks. It is only a reason to
 * ask: nothing is believed. None is lost: what comes too soon after the last is due later, what finds the row locked is owed, what
 * comes while a poll is under way has its own, and on a closed page, below which there is no net, all but a payer's return begin a short series of polls. While the registration is being sent or recovered it is only remembered: a bank that loses every
 * answer must not be given an order at every question. An operation keeps its series: it has one of its own, as dense.
 * With a merchant that is not configured any more, all is over and nobody can ask: a row made due would stop the next start.
 */
@Injectable()
export class Hasten {
  constructor(
    private readonly config: TolemConfig,
    private readonly jobs: JobProducer,
    private readonly spare: SpareConnections,
    private readonly owed: OwedHastens,
  ) {}

  /** Waits for no row that is locked: what cannot be set at once is owed, and a tick of the worker pays it. */
  async execute(registrationId: string, by: HastenedBy, options: HastenOptions = {}): Promise<void> {
    const rows = await this.spare.hint<Hastened>(MAKE_DUE(''), this.valuesOf(registrationId, by, options));
    if (rows) await this.enqueue(registrationId, rows[0]);
    else await this.owed.add(registrationId, by, options);
  }

  /** For a caller that has committed `makeDueIfFree` in a transaction of its own. */
  async enqueue(registrationId: string, hastened: Hastened | undefined): Promise<void> {
    crashPoint('hasten.after-commit');
    if (!hastened?.wants_job) return;
    const { merchant_id: merchantId } = hastened;
    const added = await this.jobs.add('poll-hastened', { merchantId, registrationIds: [registrationId] });
    crashPoint('hasten.after-job');
    if (added) return;
    // If that cannot be set either, the row is due within seconds all the same.
    await this.spare.hint(
      `UPDATE registrations SET next_poll_at = tolem_now() WHERE id = $1 AND state <> 'sending'`,
      [registrationId],
    );
  }

  /** Undefined, and nothing is written: the row is locked, or its merchant is not configured any more. */
  async makeDueIfFree(
    tx: EntityManager,
    registrationId: string,
    by: HastenedBy,
    options: HastenOptions = {},
  ): Promise<Hastened | undefined> {
    const values = this.valuesOf(registrationId, by, options);
    const [rows]: [Hastened[]] = await tx.query(MAKE_DUE('SKIP LOCKED'), values);
    return rows[0];
  }

  private valuesOf(registrationId: string, by: HastenedBy, options: HastenOptions): unknown[] {
    const { apartSeconds, onePoll, afterPayment } = wholeOptions(options);
    const startsSeries = by !== 'return' && !onePoll;
    const merchants = this.config.file.merchants.map(({ id }) => id);
    return [registrationId, by, apartSeconds, merchants, startsSeries, afterPayment];
  }
}

/** SQL: makes one row due. Id, who hastens, seconds apart, configured merchants, whether it begins a series, after a payment. */
const MAKE_DUE = (whereLocked: '' | 'SKIP LOCKED'): string => `
  WITH before AS (
    SELECT id, state, hastened_at > tolem_now() - $3 * interval '1 second' AS just_hastened,
           greatest(tolem_now(), hastened_at + $3 * interval '1 second') AS due_at,
           state IN ('open', 'orphan') AND unresolved_operation IS NULL
             AND (phase <> 'returned' OR anchored_at < tolem_now() - ${ANCHORED_ANEW}) AS anchors
    FROM registrations WHERE id = $1 AND merchant_id = ANY ($4) FOR NO KEY UPDATE ${whereLocked})
  UPDATE registrations r SET
    hastened_at = tolem_now(),
    -- An operator takes no payer's turn.
    hastened_by = CASE WHEN r.${WAITED_FOR} AND $2 LIKE 'operator:%' THEN r.hastened_by ELSE $2 END,
    returned_at = CASE WHEN $2 = 'return' THEN coalesce(r.returned_at, tolem_now()) ELSE r.returned_at END,
    next_poll_at = CASE
      WHEN before.state IN ('sending', 'recovering', 'refused') THEN r.next_poll_at
      WHEN before.just_hastened THEN least(r.next_poll_at, before.due_at)
      ELSE least(r.next_poll_at, tolem_now() + ${NET}) END,
    rechecking_since = CASE WHEN $5 AND (before.state = 'closed' OR $6) THEN before.due_at ELSE r.rechecking_since END,
    phase = CASE WHEN before.anchors THEN 'returned' ELSE r.phase END,
    step = CASE WHEN before.anchors THEN 0 ELSE r.step END,
    anchored_at = CASE WHEN before.anchors THEN tolem_now() ELSE r.anchored_at END
  FROM before WHERE r.id = before.id
  RETURNING r.merchant_id,
    before.state NOT IN ('sending', 'recovering', 'refused') AND before.just_hastened IS NOT TRUE AS wants_job`;
