import { TolemConfig } from '@app/config';
import { GatewayGuard, looksWithin } from '@app/gateway';
import { crashPoint } from '@app/process';
import { type JobName, JobProducer, JOBS } from '@app/queue';
import { RegistrationsRepository } from '@app/orders';
import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { WAITED_FOR } from '../hastening/priority-of.js';
import { WorkerSlots } from './slots.js';

/** How long claimed rows are nobody else's. A process that dies with them only delays them. */
const LEASE_SECONDS = 120;
const IDS_PER_JOB = { 'poll-registrations': 50, 'poll-hastened': 1 } as const satisfies Record<
  JobName,
  number
>;

/**
 * One tick of the schedule: takes what is due, merchant by merchant, and enqueues it. Cadence lives in the rows, not in
 * the job store, so a wiped store costs one lease and forgets nothing. No more is claimed than this worker has room for now,
 * because what is claimed must be asked within half the lease.
 */
@Injectable()
export class ClaimDue {
  private readonly queues: Readonly<Record<JobName, Queue>>;

  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
    private readonly jobs: JobProducer,
    private readonly registrations: RegistrationsRepository,
    private readonly guard: GatewayGuard,
    private readonly slots: WorkerSlots,
    @Inject(getQueueToken(JOBS['poll-registrations'].queue)) scheduled: Queue,
    @Inject(getQueueToken(JOBS['poll-hastened'].queue)) hastened: Queue,
  ) {
    this.queues = { 'poll-registrations': scheduled, 'poll-hastened': hastened };
  }

  /** Answers whether anything was due. */
  async execute(): Promise<boolean> {
    const merchants = await this.listMerchantsWithDue();
    if (merchants.length === 0) return false;
    // Somebody waits for these: a look that was kept back, or whose job was lost, goes before every backlog.
    await this.claimFor('poll-hastened', merchants, `AND ${WAITED_FOR}`);
    await this.claimFor('poll-registrations', merchants);
    return true;
  }

  private async claimFor(job: JobName, merchants: readonly string[], which = ''): Promise<void> {
    const idsPerJob = IDS_PER_JOB[job];
    const slots = this.slots.of[job].whileWaiting(await countWaiting(this.queues[job]));
    for (const merchantId of merchants) {
      const limit = this.limitFor(merchantId, slots.roomFor(merchantId) * idsPerJob);
      const ids = limit > 0 ? await this.claim(merchantId, limit, which) : [];
      slots.take(merchantId, Math.ceil(ids.length / idsPerJob));
      await this.enqueue(job, merchantId, ids);
    }
  }

  /** No more than the bank will answer within half the lease; while its gateway is down, one to see whether it is. */
  private limitFor(merchantId: string, free: number): number {
    if (!this.guard.isHealthy(merchantId)) return Math.min(free, 1);
    const { callsPerSecond } = this.config.mustFindMerchant(merchantId);
    return Math.min(free, looksWithin(LEASE_SECONDS / 2, callsPerSecond));
  }

  /** In any order, so that nobody is always the last; but those whose gateway is down are, since nobody answers. */
  private async listMerchantsWithDue(): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM unnest($1::text[]) AS merchant (id)
       WHERE EXISTS (SELECT FROM registrations WHERE merchant_id = merchant.id AND next_poll_at <= tolem_now())
       ORDER BY random()`,
      [this.config.file.merchants.map((merchant) => merchant.id)],
    );
    const ids = rows.map((row) => row.id);
    return ids.toSorted((one, other) => this.rank(one) - this.rank(other));
  }

  private rank(merchantId: string): number {
    return this.guard.isHealthy(merchantId) ? 0 : 1;
  }

  private async claim(merchantId: string, limit: number, which = ''): Promise<string[]> {
    // One statement, which commits by itself: until then nobody has taken anything.
    crashPoint('claim.before-commit');
    const [rows]: [{ id: string }[]] = await this.db.query(
      `UPDATE registrations SET next_poll_at = tolem_now() + interval '${LEASE_SECONDS} seconds'
       WHERE id IN (
         SELECT id FROM registrations WHERE merchant_id = $1 AND next_poll_at <= tolem_now() ${which}
         ORDER BY next_poll_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED)
       RETURNING id`,
      [merchantId, limit],
    );
    return rows.map((row) => row.id);
  }

  private async enqueue(job: JobName, merchantId: string, ids: readonly string[]): Promise<void> {
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
