import { TolemConfig } from '@app/config';
import { GatewayGuard, looksWithin } from '@app/gateway';
import { crashPoint } from '@app/kernel';
import { JobProducer, JOBS } from '@app/queue';
import { RegistrationsRepository } from '@app/orders';
import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { WAITED_FOR } from './priority-of.js';

/** How long claimed rows are nobody else's. A process that dies with them only delays them. */
const LEASE_SECONDS = 120;
const IDS_PER_JOB = { 'poll-registrations': 50, 'poll-hastened': 1 } as const;
/**
 * So many jobs may wait before nothing more is claimed: what is claimed must be asked within half the lease. Those being
 * done do not count, because the jobs of a worker that died look the same until they are found stalled.
 */
const MAX_WAITING_JOBS = 2;
/** As many as a worker asks about at once; more are claimed when these have been taken. */
const HASTENED_AT_ONCE = 16;

/**
 * One tick of the schedule: takes what is due, merchant by merchant, and enqueues it. Cadence lives in the rows, not in
 * the job store, so a wiped store costs one lease and forgets nothing.
 */
@Injectable()
export class ClaimDue {
  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
    private readonly jobs: JobProducer,
    private readonly registrations: RegistrationsRepository,
    private readonly guard: GatewayGuard,
    @Inject(getQueueToken(JOBS['poll-registrations'].queue)) private readonly scheduled: Queue,
    @Inject(getQueueToken(JOBS['poll-hastened'].queue)) private readonly hastened: Queue,
  ) {}

  /** Answers how many registrations were claimed. */
  async execute(): Promise<number> {
    const merchants = await this.listMerchantsWithDue();
    if (merchants.length === 0) return 0;
    const hastened = await this.claimHastened(merchants);
    return hastened + (await this.claimScheduled(merchants));
  }

  /** Somebody waits for these: a look that was kept back, or whose job was lost, goes before every backlog. */
  private async claimHastened(merchants: readonly string[]): Promise<number> {
    if ((await countWaiting(this.hastened)) > 0) return 0;
    let claimed = 0;
    for (const merchantId of merchants) {
      const limit = this.limitFor(merchantId, HASTENED_AT_ONCE);
      const ids = await this.claim(merchantId, limit, `AND ${WAITED_FOR}`);
      await this.enqueue('poll-hastened', merchantId, ids);
      claimed += ids.length;
    }
    return claimed;
  }

  private async claimScheduled(merchants: readonly string[]): Promise<number> {
    const perJob = IDS_PER_JOB['poll-registrations'];
    let freeJobs = MAX_WAITING_JOBS - (await countWaiting(this.scheduled));
    let claimed = 0;
    for (const merchantId of merchants) {
      if (freeJobs <= 0) break;
      // One merchant's backlog leaves room for the others.
      const share = merchants.length > 1 ? Math.ceil(freeJobs / 2) : freeJobs;
      const ids = await this.claim(merchantId, this.limitFor(merchantId, share * perJob));
      // A probe is one question: it takes no place from those whose gateway answers.
      if (this.guard.isHealthy(merchantId)) freeJobs -= Math.ceil(ids.length / perJob);
      claimed += ids.length;
      await this.enqueue('poll-registrations', merchantId, ids);
    }
    return claimed;
  }

  /** No more than the bank will answer within half the lease; while its gateway is down, one to see whether it is. */
  private limitFor(merchantId: string, free: number): number {
    if (!this.guard.isHealthy(merchantId)) return 1;
    const { callsPerSecond } = this.config.mustFindMerchant(merchantId);
    return Math.min(free, looksWithin(LEASE_SECONDS / 2, callsPerSecond));
  }

  /** Whoever has waited longest comes first, so that nobody's backlog keeps the others out for ever. */
  private async listMerchantsWithDue(): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT merchant.id FROM unnest($1::text[]) AS merchant (id) CROSS JOIN LATERAL (
         SELECT next_poll_at FROM registrations WHERE merchant_id = merchant.id AND next_poll_at <= tolem_now()
         ORDER BY next_poll_at LIMIT 1) AS oldest
       ORDER BY oldest.next_poll_at`,
      [this.config.file.merchants.map((merchant) => merchant.id)],
    );
    // Those whose gateway is down come last: their backlog can wait, since nobody answers.
    const ids = rows.map((row) => row.id);
    return ids.toSorted((one, other) => this.rank(one) - this.rank(other));
  }

  private rank(merchantId: string): number {
    return this.guard.isHealthy(merchantId) ? 0 : 1;
  }

  private async claim(merchantId: string, limit: number, which = ''): Promise<string[]> {
    const [rows]: [{ id: string }[]] = await this.db.query(
      `UPDATE registrations SET next_poll_at = tolem_now() + interval '${LEASE_SECONDS} seconds'
       WHERE id IN (
         SELECT id FROM registrations WHERE merchant_id = $1 AND next_poll_at <= tolem_now() ${which}
         ORDER BY next_poll_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [merchantId, limit],
    );
    return rows.map((row) => row.id);
  }

  private async enqueue(
    job: keyof typeof IDS_PER_JOB,
    merchantId: string,
    ids: readonly string[],
  ): Promise<void> {
    if (ids.length > 0) crashPoint('claim.after-commit');
    for (let at = 0; at < ids.length; at += IDS_PER_JOB[job]) {
      const registrationIds = ids.slice(at, at + IDS_PER_JOB[job]);
      const added = await this.jobs.add(job, { merchantId, registrationIds });
      crashPoint('claim.after-job');
      if (!added) await this.registrations.giveBack(registrationIds);
    }
  }
}

const countWaiting = (queue: Queue): Promise<number> => queue.getJobCountByTypes('waiting', 'prioritized');
