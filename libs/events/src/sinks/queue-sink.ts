import { crashPoint } from '@app/kernel';
import { EVENT_STORE, inTime, type JobStore } from '@app/queue';
import { eventsQueue, type TolemEvent } from '@app/subscriber';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';
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

const jobIdOf = (event: TolemEvent, replay: number): string =>
  replay > 0 ? `${event.id}-r${replay}` : event.id;

/**
 * Puts events into the BullMQ queue of a subscription. The job's id is the event's, so a repeat adds nothing; a replay has
 * ids of its own, because a job that was kept (a failed one) would block it.
 */
@Injectable()
export class QueueSink implements OnApplicationShutdown {
  private readonly logger = new Logger(QueueSink.name);
  private readonly queues = new Map<string, Queue>();

  constructor(@Inject(EVENT_STORE) private readonly store: JobStore) {}

  /**
   * Adds the jobs, then moves the mark of the queue from the cursor on to `to`. Answers false if the queue has lost what was
   * handed over before (then nothing is added, so that the replay comes first), or what has just been added.
   */
  async handOver(place: Place, jobs: readonly EventJob[], to: bigint): Promise<boolean> {
    const queue = this.queueOf(place.name);
    // From the first event on there is a mark: a store that is wiped under the very first jobs is found out, too.
    if (place.cursor === place.startsAfter) await this.store.marks.plant(queue.name, place.startsAfter);
    const [mark] = await this.store.marks.read([queue.name]);
    if (mark == null || mark < place.cursor) return false;
    if (jobs.length > 0)
      await queue.addBulk(
        jobs.map(({ event, replay }) => ({
          name: event.type,
          data: event,
          opts: { ...DELIVERY, jobId: jobIdOf(event, replay) },
        })),
      );
    crashPoint('hand-over.after-jobs');
    return this.store.marks.advance(queue.name, place.cursor, to);
  }

  /** One event once more, under a job id of its own. Throws when the store does not answer in time. Answers the job's id. */
  async replay(subscription: string, event: TolemEvent, replay: number): Promise<string> {
    const jobId = jobIdOf(event, replay);
    const added = this.queueOf(subscription).add(event.type, event, { ...DELIVERY, jobId });
    await inTime(added, REPLAY_TIMEOUT_MS);
    return jobId;
  }

  /** How far each subscription's queue says that it was handed events; null where it has forgotten. */
  readMarks(subscriptions: readonly string[]): Promise<(bigint | null)[]> {
    return this.store.marks.read(subscriptions.map((name) => eventsQueue(name).name));
  }

  /** The newest event that failed for good and is kept; null when there is none. */
  async findFailed(subscription: string): Promise<string | null> {
    const [job] = await this.queueOf(subscription).getJobs('failed', 0, 0);
    return job ? (job.data as TolemEvent).id : null;
  }

  async plantMark(subscription: string, position: bigint): Promise<void> {
    await this.store.marks.plant(eventsQueue(subscription).name, position);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queueOf(subscription: string): Queue {
    const known = this.queues.get(subscription);
    if (known) return known;
    const queue = this.store.openQueue(eventsQueue(subscription).name);
    queue.on('error', (error) => this.logger.warn(`${queue.name}: ${error.message}`));
    this.queues.set(subscription, queue);
    return queue;
  }
}
