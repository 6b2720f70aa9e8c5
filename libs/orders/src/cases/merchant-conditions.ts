import { Injectable } from '@nestjs/common';
import { RaiseCase } from './raise-case.js';
import type { CaseReason, Finding } from '../ruling/ruling.js';

/** What is over is looked up no more often than this: another process may have opened the case. */
const LOOKED_UP_EVERY_MS = 60_000;

/** What holds of a merchant as a whole, as its orders show: one case, which ends with the first order that shows the contrary. */
@Injectable()
export class MerchantConditions {
  private readonly overAtMs = new Map<string, number>();

  constructor(private readonly raiseCase: RaiseCase) {}

  async hold(merchantId: string, finding: Finding, cause: string): Promise<void> {
    this.overAtMs.delete(`${merchantId} ${finding.reason}`);
    await this.raiseCase.forMerchant(merchantId, finding, cause);
  }

  async end(merchantId: string, reason: CaseReason, cause: string): Promise<void> {
    const key = `${merchantId} ${reason}`;
    if (performance.now() - (this.overAtMs.get(key) ?? -Infinity) < LOOKED_UP_EVERY_MS) return;
    await this.raiseCase.closeForMerchant(merchantId, [reason], cause);
    this.overAtMs.set(key, performance.now());
  }
}
