import { Injectable } from '@nestjs/common';
import { QueueSink } from './sinks/queue-sink.js';
import { Subscriptions } from './subscriptions.repository.js';
import { UntakenEvents } from './untaken-events.repository.js';

/**
 * `eventId`: the newest of the events that the subscriber could not take, after every try; of a handler inside Tolem where it
 * stands in the log, and why.
 */
export type Undelivered = Readonly<{
  subscription: string;
  eventId: string;
  position?: number;
  error?: string;
}>;

/**
 * Subscriptions whose queue keeps an event that failed, and handlers inside Tolem that have gone on without one. Costs one small
 * question per subscription, however many failed.
 */
@Injectable()
export class ListUndelivered {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly queues: QueueSink,
    private readonly untaken: UntakenEvents,
  ) {}

  async execute(): Promise<Undelivered[]> {
    const names = await this.subscriptions.listActive();
    const found = await Promise.all(
      names.map(async (subscription) => {
        const eventId = await this.queues.findFailed(subscription);
        return eventId === null ? [] : [{ subscription, eventId }];
      }),
    );
    return [...found.flat(), ...(await this.untaken.listNewestSetAside())];
  }
}
