import { eventsQueue } from '@app/subscriber';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { findOldestJob } from './find-oldest-job.js';
import { inTime } from './in-time.js';
import { EVENT_STORE, JOB_STORE, type JobStore } from './job-store.js';
import { JOBS } from './jobs.js';

/** A person looks at it: a store that takes longer is away. */
const ANSWER_WITHIN_MS = 1_000;

/** `oldest`: the id of the oldest job that its consumer has not done with, whatever keeps it. */
export type UndoneJobs = JobCounts & Readonly<{ oldest: string | null }>;

export type JobCounts = Readonly<{
  queue: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}>;

/** How many jobs lie where, for people. Throws while the store is away. */
@Injectable()
export class CountJobs implements OnApplicationShutdown {
  private readonly logger = new Logger(CountJobs.name);
  private readonly queues = new Map<string, Queue>();
  /** A store that is away keeps its questions: until it has answered one, nobody asks it again. */
  private readonly asking = new Map<string, Promise<UndoneJobs>>();

  constructor(
    @Inject(JOB_STORE) private readonly jobs: JobStore,
    @Inject(EVENT_STORE) private readonly events: JobStore,
  ) {}

  /** Our own queues, in the order of the job table. */
  async inEngineRoom(): Promise<JobCounts[]> {
    const counts = await this.countAll(
      this.jobs,
      Object.values(JOBS).map(({ queue }) => queue),
    );
    return counts.map(({ oldest: _oldest, ...count }) => count);
  }

  /** The queues of these subscriptions, in their order. */
  ofSubscriptions(names: readonly string[]): Promise<UndoneJobs[]> {
    return this.countAll(
      this.events,
      names.map((name) => eventsQueue(name).name),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private countAll(store: JobStore, queues: readonly string[]): Promise<UndoneJobs[]> {
    return inTime(Promise.all(queues.map((queue) => this.count(store, queue))), ANSWER_WITHIN_MS);
  }

  private count(store: JobStore, queue: string): Promise<UndoneJobs> {
    const asked = this.asking.get(queue) ?? this.ask(store, queue).finally(() => this.asking.delete(queue));
    this.asking.set(queue, asked);
    return asked;
  }

  private async ask(store: JobStore, name: string): Promise<UndoneJobs> {
    const queue = this.open(store, name);
    const [counts, oldest] = await Promise.all([
      queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
      findOldestJob(queue),
    ]);
    const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
    return { queue: name, waiting: waiting + prioritized, active, delayed, failed, oldest };
  }

  private open(store: JobStore, name: string): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = store.openQueue(name);
    queue.on('error', (error) => this.logger.warn(`${name}: ${error.message}`));
    this.queues.set(name, queue);
    return queue;
  }
}
