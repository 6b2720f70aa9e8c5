import { SyncSubscriptions } from '@app/events';
import { type NonOrderSubject, RaiseCase } from '@app/orders';
import { Injectable } from '@nestjs/common';

const REASON = 'subscriptions_differ';

/**
 * Keeps the subscriptions to what is configured, and opens a case for each one about which two processes are configured differently:
 * it stays as it is until they agree, and then the case closes.
 */
@Injectable()
export class WatchSubscriptions {
  constructor(
    private readonly sync: SyncSubscriptions,
    private readonly raiseCase: RaiseCase,
  ) {}

  async execute(): Promise<void> {
    const open = await this.raiseCase.listSubjects(REASON);
    const differing = new Set<string>();
    for (const { subscription, ...detail } of await this.sync.execute()) {
      const subject = `subscription:${subscription}` as const;
      differing.add(subject);
      await this.raiseCase.elsewhere(subject, { reason: REASON, detail }, 'schedule');
    }
    for (const subject of open as NonOrderSubject[])
      if (!differing.has(subject)) await this.raiseCase.closeForSubject(subject, [REASON], 'schedule');
  }
}
