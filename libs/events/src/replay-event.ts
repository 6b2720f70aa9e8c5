import type { Actor } from '@app/operators';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { toCloudEvent } from './cloud-event.js';
import { QueueSink } from './sinks/queue-sink.js';
import { Subscriptions } from './subscriptions.repository.js';

/**
 * Hands one event over to one subscription once more, as it was given it the first time. The job has an id of its own, so that one
 * that is kept does not block it; the event keeps its id, by which the subscriber knows whether it needs it.
 */
@Injectable()
export class ReplayEvent {
  constructor(
    private readonly db: DataSource,
    private readonly subscriptions: Subscriptions,
    private readonly queues: QueueSink,
  ) {}

  /** Answers the job's id. Throws EVENT_NOT_FOUND, EVENT_NOT_GIVEN, and UNAVAILABLE when the store does not answer. */
  async execute(
    actor: Actor,
    { eventId, subscription, orderId }: Readonly<{ eventId: string; subscription: string; orderId: string }>,
  ): Promise<string> {
    const given = await this.subscriptions.findGiven(subscription, eventId);
    if (given?.event.orderId !== orderId)
      throw new AppError(
        'EVENT_NOT_FOUND',
        `No event ${eventId} of order ${orderId}, or no subscription ${subscription}`,
      );
    if (!given.wanted)
      throw new AppError('EVENT_NOT_GIVEN', `${subscription} does not want ${given.event.type}`);
    const notYet = new AppError('EVENT_NOT_GIVEN', `${subscription} has not come to event ${eventId} yet`);
    const { position } = given.event;
    if (!given.reached || position === null) throw notYet;
    const replay = await this.db.transaction(async (tx) => {
      const number = await this.subscriptions.takeReplayNumber(tx, subscription, position);
      if (number === null) throw notYet;
      // Committed before the queue has it: what is certain by now is that it was tried.
      const job = `${eventId}-r${number}`;
      const detail = { eventId, type: given.event.type, subscription, job, attempt: true };
      await actor.audit(tx, { action: 'replay-event', subject: `order:${orderId}`, detail });
      return number;
    });
    const event = toCloudEvent(given.event, given.previousSeq);
    return this.queues.replay(subscription, event, replay).catch((error: Error) => {
      throw new AppError('UNAVAILABLE', `The event was not handed over: ${error.message}`);
    });
  }
}
