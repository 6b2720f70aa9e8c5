import { SpareConnections } from '@app/database';
import { Shutdown } from '@app/process';
import { inTime, JOB_STORE, type JobStore } from '@app/queue';
import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { PollHastenedProcessor, PollRegistrationsProcessor } from './poll-registrations.processor.js';

/** Whoever asks waits no longer than that. */
const ANSWER_WITHIN_MS = 2_000;

@Controller('health')
export class HealthController {
  constructor(
    private readonly spare: SpareConnections,
    @Inject(JOB_STORE) private readonly jobs: JobStore,
    private readonly scheduled: PollRegistrationsProcessor,
    private readonly hastened: PollHastenedProcessor,
    private readonly shutdown: Shutdown,
  ) {}

  /** The process lives. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can poll: database and job store answer, its consumers run, and its end has not begun. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    try {
      await inTime(Promise.all([this.spare.probe(), this.jobs.ping()]), ANSWER_WITHIN_MS);
    } catch {
      throw new ServiceUnavailableException('A store does not answer');
    }
    const consume = [this.scheduled, this.hastened].every(({ worker }) => worker.isRunning());
    if (!consume || this.shutdown.hasBegun) throw new ServiceUnavailableException('No job is taken');
    return { status: 'ok' };
  }
}
