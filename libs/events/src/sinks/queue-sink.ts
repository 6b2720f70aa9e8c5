import { EVENT_STORE, type JobStore } from '@app/queue';
import { eventsQueue, type TolemEvent } from '@app/subscriber';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';

/** 14 tries, doubling from one second: 2 h 16 min in all. A failed one is kept, for a person to see. */
const DELIVERY: JobsOptions = {
  attempts: 14,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: false,
};

/** Puts events into the BullMQ queue of a subscription. The job's id is the event's, so a repeat adds nothing. */
@Injectable()
export class QueueSink implements OnApplicationShutdown {
  private readonly logger = new Logger(QueueSink.name);
  private readonly queues = new Map<string, Queue>();

  constructor(@Inject(EVENT_STORE) private readonly store: JobStore) {}

  async handOver(subscription: string, events: readonly TolemEvent[]): Promise<void> {
    await this.queueOf(subscription).addBulk(
      events.map((event) => ({ name: event.type, data: event, opts: { ...DELIVERY, jobId: event.id } })),
    );
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
