import { setTimeout as sleep } from 'node:timers/promises';
import type { Merchant } from '@app/config';
import type { JobStore, RateLimit } from '@app/queue';

/** `payer`: somebody waits for it. `schedule`: a look that can be had later. */
export type Priority = 'payer' | 'schedule';

/** The schedule leaves so much of the rate to payers who have come back and to new orders. */
const SHARE_OF_SCHEDULE = 0.8;
/** How long a call waits for its turn. */
const PATIENCE_MS: Record<Priority, number> = { payer: 2_000, schedule: 10_000 };

type Limits = Readonly<Record<Priority, readonly RateLimit[]>>;

/** Keeps each merchant's calls within the rate agreed with the bank, over all processes. No rate agreed: not in the way. */
export class Limiter {
  private readonly limits = new Map<string, Limits>();

  constructor(private readonly store: JobStore) {}

  /** Waits for this call's turn. Answers 0 when it has come, else after how many milliseconds to try again. */
  async await(merchant: Merchant, priority: Priority): Promise<number> {
    if (merchant.callsPerSecond === undefined) return 0;
    const endMs = performance.now() + PATIENCE_MS[priority];
    for (const limit of this.limitsOf(merchant.id, merchant.callsPerSecond)[priority])
      for (;;) {
        const waitMs = await limit(merchant.id);
        if (waitMs === 0) break;
        if (performance.now() + waitMs > endMs) return waitMs;
        await sleep(waitMs);
      }
    return 0;
  }

  private limitsOf(merchantId: string, perSecond: number): Limits {
    const known = this.limits.get(merchantId);
    if (known) return known;
    const all = this.store.limitRate({ name: 'gateway', perSecond });
    const scheduled = this.store.limitRate({
      name: 'gateway-schedule',
      perSecond: Math.max(1, Math.floor(perSecond * SHARE_OF_SCHEDULE)),
    });
    const limits = { payer: [all], schedule: [scheduled, all] };
    this.limits.set(merchantId, limits);
    return limits;
  }
}

/** How many looks of the schedule the bank lets us take in this time. */
export const looksWithin = (seconds: number, callsPerSecond: number | undefined): number =>
  callsPerSecond === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(1, Math.floor(callsPerSecond * SHARE_OF_SCHEDULE * seconds));
