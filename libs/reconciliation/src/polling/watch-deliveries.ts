import { ListUndelivered } from '@app/events';
import { type NonOrderSubject, RaiseCase } from '@app/orders';
import { Injectable } from '@nestjs/common';

const REASON = 'event_undelivered';

/**
 * Opens a case for every subscription whose queue keeps an event that failed after its last try, and for every handler inside Tolem
 * that went on without one; closes it when none is kept any more: handed over again, taken away, or the subscription itself given up.
 */
@Injectable()
export class WatchDeliveries {
  constructor(
    private readonly undelivered: ListUndelivered,
    private readonly raiseCase: RaiseCase,
  ) {}

  async execute(): Promise<void> {
    const open = await this.raiseCase.listSubjects(REASON);
    const failing = new Set<string>();
    for (const { subscription, ...detail } of await this.undelivered.execute()) {
      const subject = `subscription:${subscription}` as const;
      failing.add(subject);
      await this.raiseCase.elsewhere(subject, { reason: REASON, detail }, 'schedule');
    }
    for (const subject of open as NonOrderSubject[])
      if (!failing.has(subject)) await this.raiseCase.closeForSubject(subject, [REASON], 'schedule');
  }
}
