import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GatewayGuard, type MadeCall } from './gateway-guard.js';

const FLUSH_MS = 10_000;
/** A process that ends waits no longer for a database that hangs. */
const LAST_FLUSH_MS = 1_000;
const KEPT = `interval '2 days'`;

type Count = { calls: number; failures: number; totalMs: number; maxMs: number };

/**
 * Counts the calls of this process per merchant and adds them up in the database, in the minute in which they are written
 * down. For people: a call waits for none of it, and counts that cannot be written are kept for the next time.
 */
@Injectable()
export class CountCalls implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(CountCalls.name);
  private counts = new Map<string, Count>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly guard: GatewayGuard,
    private readonly db: DataSource,
  ) {}

  onModuleInit(): void {
    this.guard.onCall((call) => this.count(call));
    this.timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await Promise.race([this.flush(), sleep(LAST_FLUSH_MS, undefined, { ref: false })]);
  }

  /** Never throws. */
  async flush(): Promise<void> {
    const counts = this.counts;
    if (counts.size === 0) return;
    this.counts = new Map();
    try {
      await this.add(counts);
    } catch (error) {
      for (const [merchantId, count] of counts) this.addTo(merchantId, count);
      this.logger.warn(`Calls of the gateway are not counted yet: ${(error as Error).message}`);
    }
    await this.removeOld().catch(() => undefined);
  }

  private count({ merchantId, ms, failed }: MadeCall): void {
    this.addTo(merchantId, { calls: 1, failures: failed ? 1 : 0, totalMs: ms, maxMs: ms });
  }

  private addTo(merchantId: string, more: Count): void {
    const known = this.counts.get(merchantId) ?? { calls: 0, failures: 0, totalMs: 0, maxMs: 0 };
    this.counts.set(merchantId, {
      calls: known.calls + more.calls,
      failures: known.failures + more.failures,
      totalMs: known.totalMs + more.totalMs,
      maxMs: Math.max(known.maxMs, more.maxMs),
    });
  }

  private async add(counts: ReadonlyMap<string, Count>): Promise<void> {
    // In the order of names, as every process does: two that add at once wait for each other and do not lock each other out.
    const rows = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
    await this.db.query(
      `INSERT INTO gateway_calls AS known (minute, merchant_id, calls, failures, total_ms, max_ms)
       SELECT date_trunc('minute', tolem_now()), *
       FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
       ON CONFLICT (minute, merchant_id) DO UPDATE
       SET calls = known.calls + excluded.calls, failures = known.failures + excluded.failures,
           total_ms = known.total_ms + excluded.total_ms, max_ms = greatest(known.max_ms, excluded.max_ms)`,
      [
        rows.map(([merchantId]) => merchantId),
        rows.map(([, count]) => count.calls),
        rows.map(([, count]) => count.failures),
        rows.map(([, count]) => Math.round(count.totalMs)),
        rows.map(([, count]) => Math.round(count.maxMs)),
      ],
    );
  }

  /** Apart from the counting: a failure here must not count anything twice. */
  private async removeOld(): Promise<void> {
    await this.db.query(`DELETE FROM gateway_calls WHERE minute < tolem_now() - ${KEPT}`);
  }
}
