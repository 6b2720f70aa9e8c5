import { EVENT_STORE, inTime, type JobStore, type NewJob, Queues } from '@app/queue';
import { eventsQueue, type TolemEvent } from '@app/subscriber';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import type { Place } from '../subscriptions.repository.js';

/** 14 tries, doubling from one second: 2 h 16 min in all. A failed one is kept, for a person to see. */
const DELIVERY: JobsOptions = {
  attempts: 14,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: false,
};

/** `replay`: 0 the first time an event is handed over. */
export type EventJob = Readonly<{ event: TolemEvent; replay: number }>;

/** A person waits for it. */
const REPLAY_TIMEOUT_MS = 5_000;

const toJob = ({ event, replay }: EventJob): NewJob => ({
  name: event.type,
  data: event,
  opts: { ...DELIVERY, jobId: jobIdOf(event, replay) },
});

const jobIdOf = (event: TolemEvent, replay: number): string =>
  replay > 0 ? `${event.id}-r${replay}` : event.id;

/**
 * Puts events into the BullMQ queue of a subscription. The job's id is the event's, so a repeat adds nothing; a replay has
 * ids of its own, because a job that was kept (a failed one) would block it.
 */
@Injectable()
export class QueueSink implements OnApplicationShutdown {
  private readonly logger = new Logger(QueueSink.name);
  private readonly queues: Queues;

  constructor(@Inject(EVENT_STORE) private readonly store: JobStore) {
    this.queues = new Queues(
      (name) => store.openQueue(name),
      (error, queue) => this.logger.warn(`${queue}: ${error.message}`),
    );
  }

  /**
   * Adds the jobs and moves the mark of the queue from the cursor on to `to`. Answers false if the queue has lost what was
   * handed over before (then nothing is added, so that the replay comes first), or what has just been added.
   */
  async handOver(place: Place, jobs: readonly EventJob[], to: bigint): Promise<boolean> {
    const { name } = eventsQueue(place.name);
    // From the first event on there is a mark: a store that is wiped under the very first jobs is found out, too.
    if (place.cursor === place.startsAfter) await this.store.marks.set(name, place.startsAfter);
    return this.store.handOver(name, jobs.map(toJob), { from: place.cursor, to });
  }

  /** One event once more, under a job id of its own. Throws when the store does not answer in time. Answers the job's id. */
  async replay(subscription: string, event: TolemEvent, replay: number): Promise<string> {
    const jobId = jobIdOf(event, replay);
    const added = this.queues
      .of(eventsQueue(subscription).name)
      .add(event.type, event, { ...DELIVERY, jobId });
    await inTime(added, REPLAY_TIMEOUT_MS);
    return jobId;
  }

  /** How far each subscription's queue says that it was handed events; null where it has forgotten. */
  readMarks(subscriptions: readonly string[]): Promise<(bigint | null)[]> {
    return this.store.marks.read(subscriptions.map((name) => eventsQueue(name).name));
  }

  /** The newest event that failed for good and is kept; null when there is none. */
  async findFailed(subscription: string): Promise<string | null> {
    const [job] = await this.queues.of(eventsQueue(subscription).name).getJobs('failed', 0, 0);
    return job ? (job.data as TolemEvent).id : null;
  }

  async plantMark(subscription: string, position: bigint): Promise<void> {
    await this.store.marks.set(eventsQueue(subscription).name, position);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queues.close();
  }
}
