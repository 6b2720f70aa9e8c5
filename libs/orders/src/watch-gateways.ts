import { GatewayGuard, type HealthChange } from '@app/gateway';
import { newId } from '@app/kernel';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RaiseCase } from './raise-case.js';

/** Rows of processes that are gone are of no use for longer. */
const KEPT = `interval '1 day'`;

/**
 * Writes down what this process finds out about its merchants' gateways, and opens the one case per merchant for it. A probe
 * that fails says it again, so that a write which is lost here is made up for.
 */
@Injectable()
export class WatchGateways implements OnModuleInit {
  private readonly logger = new Logger(WatchGateways.name);
  private readonly process = newId();
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly guard: GatewayGuard,
    private readonly db: DataSource,
    private readonly raiseCase: RaiseCase,
  ) {}

  onModuleInit(): void {
    // One after the other: of "down" and "up" the last word counts.
    this.guard.onChange((change) => {
      this.last = this.last.then(() => this.writeDown(change));
    });
  }

  private async writeDown(change: HealthChange): Promise<void> {
    this.logger.warn(change, 'The gateway of a merchant has changed');
    const { merchantId, trouble, holds, why } = change;
    try {
      await this.db.query(
        `WITH gone AS (DELETE FROM merchant_health WHERE changed_at < tolem_now() - ${KEPT})
         INSERT INTO merchant_health (merchant_id, process, trouble, holds, why, changed_at)
         VALUES ($1, $2, $3, $4, $5, tolem_now())
         ON CONFLICT (merchant_id, process, trouble)
         DO UPDATE SET holds = excluded.holds, why = excluded.why, changed_at = excluded.changed_at`,
        [merchantId, this.process, trouble, holds, why],
      );
      if (holds)
        await this.raiseCase.forMerchant(merchantId, { reason: trouble, detail: { why } }, 'schedule');
      else await this.raiseCase.settleForMerchant(merchantId, [trouble], 'schedule');
    } catch (error) {
      this.logger.error(error, 'A change of a gateway was not written down');
    }
  }
}
