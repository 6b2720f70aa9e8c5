import { TolemConfig } from '@app/config';
import { GatewayGuard, looksWithin } from '@app/gateway';
import { crashPoint } from '@app/kernel';
import { JobProducer, JOBS } from '@app/queue';
import { RegistrationsRepository } from '@app/orders';
import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';

/** How long claimed rows are nobody else's. A process that dies with them only delays them. */
const LEASE_SECONDS = 120;
const IDS_PER_JOB = 50;
/**
 * So many jobs may wait before nothing more is claimed: what is claimed must be asked within half the lease. Those being
 * done do not count, because the jobs of a worker that died look the same until they are found stalled.
 */
const MAX_WAITING_JOBS = 2;

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
    @Inject(getQueueToken(JOBS['poll-registrations'].queue)) private readonly queue: Queue,
  ) {}

  /** Answers how many registrations were claimed. */
  async execute(): Promise<number> {
    const merchants = await this.listMerchantsWithDue();
    if (merchants.length === 0) return 0;
    let freeJobs = MAX_WAITING_JOBS - (await this.queue.getJobCountByTypes('waiting', 'prioritized'));
    let claimed = 0;
    for (const merchantId of merchants) {
      if (freeJobs <= 0) break;
      // One merchant's backlog leaves room for the others.
      const share = merchants.length > 1 ? Math.ceil(freeJobs / 2) : freeJobs;
      const ids = await this.claim(merchantId, this.limitFor(merchantId, share * IDS_PER_JOB));
      // A probe is one question: it takes no place from those whose gateway answers.
      if (this.guard.isHealthy(merchantId)) freeJobs -= Math.ceil(ids.length / IDS_PER_JOB);
      claimed += ids.length;
      if (ids.length > 0) crashPoint('claim.after-commit');
      await this.enqueue(merchantId, ids);
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

  private async claim(merchantId: string, limit: number): Promise<string[]> {
    const [rows]: [{ id: string }[]] = await this.db.query(
      `UPDATE registrations SET next_poll_at = tolem_now() + interval '${LEASE_SECONDS} seconds'
       WHERE id IN (
         SELECT id FROM registrations WHERE merchant_id = $1 AND next_poll_at <= tolem_now()
         ORDER BY next_poll_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [merchantId, limit],
    );
    return rows.map((row) => row.id);
  }

  private async enqueue(merchantId: string, ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += IDS_PER_JOB) {
      const registrationIds = ids.slice(at, at + IDS_PER_JOB);
      const added = await this.jobs.add('poll-registrations', { merchantId, registrationIds });
      crashPoint('claim.after-job');
      if (!added) await this.registrations.giveBack(registrationIds);
    }
  }
}
