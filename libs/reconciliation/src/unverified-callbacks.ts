import { Injectable, Logger } from '@nestjs/common';

const KEPT = 100;
const KEPT_CHARACTERS = 64;

type Unverified = Readonly<{ at: Date; why: Why; gatewayOrderNumber?: string; operation?: string }>;
type Why = 'not a callback' | 'wrong checksum' | 'no key configured';
type Seen = { times: number; latest: Unverified[] };

/** Callbacks that anybody may have sent: counted, and the latest remembered by this process. Nothing is written down. */
@Injectable()
export class UnverifiedCallbacks {
  private readonly logger = new Logger(UnverifiedCallbacks.name);
  private readonly byMerchant = new Map<string, Seen>();

  /** `merchantId` is one of the configuration: strangers must not fill the memory with names. */
  note(merchantId: string, why: Why, said?: { gatewayOrderNumber: string; operation: string }): void {
    const seen = this.byMerchant.get(merchantId) ?? { times: 0, latest: [] };
    this.byMerchant.set(merchantId, seen);
    seen.times += 1;
    seen.latest.push({
      at: new Date(),
      why,
      ...(said && {
        gatewayOrderNumber: said.gatewayOrderNumber.slice(0, KEPT_CHARACTERS),
        operation: said.operation.slice(0, KEPT_CHARACTERS),
      }),
    });
    if (seen.latest.length > KEPT) seen.latest.shift();
    // A wrong key must be noticed; a flood must not fill the log.
    if (Number.isInteger(Math.log10(seen.times)))
      this.logger.warn({ merchantId, why, times: seen.times }, 'A callback is not verified');
  }

  /** Oldest first. */
  of(merchantId: string): Readonly<{ times: number; latest: readonly Unverified[] }> {
    return this.byMerchant.get(merchantId) ?? { times: 0, latest: [] };
  }
}
