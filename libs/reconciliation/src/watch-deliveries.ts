import { ListUndelivered } from '@app/events';
import { type Elsewhere, RaiseCase } from '@app/orders';
import { Injectable } from '@nestjs/common';

const REASON = 'event_undelivered';

/**
 * Opens a case for every subscription whose queue keeps an event that failed after its last try, and closes it when none is
 * kept any more: handed over again, taken away, or the subscription itself given up.
 */
@Injectable()
export class WatchDeliveries {
  constructor(
    private readonly undelivered: ListUndelivered,
    private readonly raiseCase: RaiseCase,
  ) {}

  async execute(): Promise<void> {
    const open = await this.raiseCase.listSubjects(REASON);
    const failed = await this.undelivered.execute();
    const failing = new Map(
      failed.map(({ subscription, eventId }) => [`subscription:${subscription}` as const, eventId]),
    );
    for (const [subject, eventId] of failing)
      await this.raiseCase.elsewhere(subject, { reason: REASON, detail: { eventId } }, 'schedule');
    for (const subject of open as Elsewhere[])
      if (!failing.has(subject as `subscription:${string}`))
        await this.raiseCase.settleElsewhere(subject, [REASON], 'schedule');
  }
}
