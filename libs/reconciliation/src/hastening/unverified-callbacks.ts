import { setTimeout as sleep } from 'node:timers/promises';
import { type BankCallback, redact } from '@app/gateway';
import {
  MOST_SAMPLES,
  type UnverifiedSample,
  UnverifiedCallbacksRepository,
  type WhyUnverified,
} from '@app/orders';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

const FLUSH_MS = 5_000;
/** A process that ends waits no longer for a database that hangs. */
const LAST_FLUSH_MS = 1_000;
/** A wrong key must be noticed; a flood must not fill the log. */
const LOG_MS = 60_000;
const MOST_CHARACTERS = 64;

/** `untold`: since the last line of the log, which was written at `toldAtMs`. */
type Seen = { times: number; samples: UnverifiedSample[]; untold: number; toldAtMs: number };

/**
 * Callbacks that nothing proves to be the bank's: counted by this process, and every few seconds added to the row of their merchant,
 * reason and minute. Whoever sends them waits for none of it, and a flood costs one write. A crash loses some seconds of it.
 */
@Injectable()
export class UnverifiedCallbacks implements BeforeApplicationShutdown {
  private readonly logger = new Logger(UnverifiedCallbacks.name);
  private readonly seen = new Map<string, Map<WhyUnverified, Seen>>();
  private timer?: NodeJS.Timeout | undefined;

  constructor(private readonly rows: UnverifiedCallbacksRepository) {}

  /** `merchantId` is one of the configuration: strangers must not fill the memory with names. */
  note(merchantId: string, why: WhyUnverified, callback?: BankCallback): void {
    const seen = this.seenOf(merchantId, why);
    seen.times += 1;
    seen.untold += 1;
    seen.samples.unshift(sampleOf(callback));
    seen.samples.length = Math.min(seen.samples.length, MOST_SAMPLES);
    this.tell(merchantId, why, seen);
    this.timer ??= setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.race([this.flush(), sleep(LAST_FLUSH_MS, undefined, { ref: false })]);
    clearInterval(this.timer);
  }

  /** Never throws: what cannot be written is kept for the next time. */
  async flush(): Promise<void> {
    let written = false;
    for (const [merchantId, byReason] of this.seen)
      for (const [why, seen] of byReason) {
        this.tell(merchantId, why, seen);
        written = (await this.write(merchantId, why, seen)) || written;
      }
    if (written) await this.rows.removeOld().catch(() => undefined);
  }

  private async write(merchantId: string, why: WhyUnverified, seen: Seen): Promise<boolean> {
    const { times, samples } = seen;
    if (times === 0) return false;
    Object.assign(seen, { times: 0, samples: [] });
    try {
      await this.rows.add(merchantId, why, { times, samples });
      return true;
    } catch (error) {
      seen.times += times;
      seen.samples = [...seen.samples, ...samples].slice(0, MOST_SAMPLES);
      this.logger.warn(`Unverified callbacks are not counted yet: ${(error as Error).message}`);
      return false;
    }
  }

  /** One line at the start, then one a minute while they come. */
  private tell(merchantId: string, why: WhyUnverified, seen: Seen): void {
    const nowMs = performance.now();
    if (seen.untold === 0 || nowMs - seen.toldAtMs < LOG_MS) return;
    this.logger.warn({ merchantId, why, times: seen.untold }, 'Callbacks are not verified');
    Object.assign(seen, { untold: 0, toldAtMs: nowMs });
  }

  private seenOf(merchantId: string, why: WhyUnverified): Seen {
    const byReason = this.seen.get(merchantId) ?? new Map<WhyUnverified, Seen>();
    this.seen.set(merchantId, byReason);
    const seen = byReason.get(why) ?? { times: 0, samples: [], untold: 0, toldAtMs: -LOG_MS };
    byReason.set(why, seen);
    return seen;
  }
}

/** Anybody may have written it: cut short, and without what looks like a card or a person. */
function sampleOf(callback: BankCallback | undefined): UnverifiedSample {
  const cut = (text: string): string => redact(text.slice(0, MOST_CHARACTERS)) as string;
  return {
    at: new Date(),
    ...(callback && {
      orderNumber: cut(callback.gatewayOrderNumber),
      mdOrder: cut(callback.gatewayOrderId),
      operation: cut(callback.operation),
    }),
  };
}
