import { type JobName, JOBS } from '@app/queue';
import { PollRegistrations, SLOTS } from '@app/reconciliation';
import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';

/** BullMQ waits this long when the database does not answer; its own 15 s hold up payers, and every end, after a restart. */
const runRetryDelay = 1_000;

abstract class PollProcessor extends WorkerHost {
  private readonly logger = new Logger(this.constructor.name);

  constructor(
    private readonly poll: PollRegistrations,
    private readonly name: JobName,
  ) {
    super();
  }

  async process(job: Job): Promise<void> {
    const { merchantId, registrationIds } = JOBS[this.name].payload.parse(job.data);
    await this.poll.execute(this.name, merchantId, registrationIds);
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(error.message);
  }

  /** Nothing is lost: the rows are under lease and come back by themselves. */
  @OnWorkerEvent('failed')
  onFailed(_job: Job | undefined, error: Error): void {
    this.logger.error(error);
  }
}

/** What is due by schedule. */
@Processor(JOBS['poll-registrations'].queue, { concurrency: SLOTS['poll-registrations'].all, runRetryDelay })
export class PollRegistrationsProcessor extends PollProcessor {
  constructor(poll: PollRegistrations) {
    super(poll, 'poll-registrations');
  }
}

/** What somebody waits for. */
@Processor(JOBS['poll-hastened'].queue, { concurrency: SLOTS['poll-hastened'].all, runRetryDelay })
export class PollHastenedProcessor extends PollProcessor {
  constructor(poll: PollRegistrations) {
    super(poll, 'poll-hastened');
  }
}
