import { GatewayGuard, type HealthChange, type Trouble } from '@app/gateway';
import { newId } from '@app/kernel';
import { crashPoint } from '@app/process';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { merchantSubject, RaiseCase } from './raise-case.js';

/** A process that suffers says so at every probe; one that has said nothing for so long is gone, or has nothing to ask. */
const STILL_HOLDS = `interval '2 minutes'`;
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
  /** When each trouble that holds began. */
  private readonly since = new Map<string, string>();
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

  /**
   * The bank has answered: what the merchant suffered from is over. Only a process that cannot reach the bank, while others can,
   * keeps its case open: else it would open and close with every probe.
   */
  async markHealthy(merchantId: string, troubles: readonly Trouble[], cause: string): Promise<void> {
    const over: { reason: Trouble }[] = await this.db.query(
      `SELECT reason FROM cases
       WHERE subject = $1 AND reason = ANY ($2) AND closed_at IS NULL AND NOT EXISTS (
         SELECT FROM merchant_health AS other
         WHERE other.merchant_id = $3 AND other.trouble = cases.reason AND other.trouble = 'gateway_unreachable' AND other.holds AND other.process <> $4
           AND other.changed_at > tolem_now() - ${STILL_HOLDS})`,
      [merchantSubject(merchantId), troubles, merchantId, this.process],
    );
    if (over.length === 0) return;
    const reasons = over.map(({ reason }) => reason);
    await this.raiseCase.closeForMerchant(merchantId, reasons, cause);
  }

  /**
   * A person who closed the case has seen this outage, not the next one: its beginning belongs to the facts. All processes that
   * suffer from it count from the same instant, or each of them would open the case once more.
   */
  private async open({ merchantId, trouble, why }: HealthChange): Promise<void> {
    const key = `${merchantId} ${trouble}`;
    const [known]: { since: string | null }[] = await this.db.query(
      `SELECT detail->>'since' AS since FROM cases WHERE subject = $1 AND reason = $2 AND closed_at IS NULL`,
      [merchantSubject(merchantId), trouble],
    );
    const since = known?.since ?? this.since.get(key) ?? new Date().toISOString();
    this.since.set(key, since);
    await this.raiseCase.forMerchant(merchantId, { reason: trouble, detail: { why, since } }, 'schedule');
  }

  private async writeDown(change: HealthChange): Promise<void> {
    this.logger.warn(change, 'The gateway of a merchant has changed');
    const { merchantId, trouble, holds, why } = change;
    if (!holds) this.since.delete(`${merchantId} ${trouble}`);
    try {
      await this.db.query(
        `WITH gone AS (DELETE FROM merchant_health WHERE changed_at < tolem_now() - ${KEPT})
         INSERT INTO merchant_health (merchant_id, process, trouble, holds, why, changed_at)
         VALUES ($1, $2, $3, $4, $5, tolem_now())
         ON CONFLICT (merchant_id, process, trouble)
         DO UPDATE SET holds = excluded.holds, why = excluded.why, changed_at = excluded.changed_at`,
        [merchantId, this.process, trouble, holds, why],
      );
      crashPoint('trouble.after-commit');
      if (holds) await this.open(change);
      else await this.markHealthy(merchantId, [trouble], 'schedule');
    } catch (error) {
      this.logger.error(error, 'A change of a gateway was not written down');
    }
  }
}
