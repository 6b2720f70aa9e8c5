import { tolemNow } from '@app/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GatewaysReport } from './gateways.report.js';
import { type StuckFigures, StuckCountsReport } from './stuck-counts.report.js';
import { SubscriptionsReport } from './subscriptions.report.js';
import { WorkersReport } from './workers.report.js';
import { type Alarm, alarmsOf, type Level, levelOf } from './alarms.js';

export type Band = Readonly<{
  now: Date;
  level: Level;
  alarms: readonly Alarm[];
  /** Workers that live, and all the money that is stuck; null: it could not be read. */
  workers: number | null;
  stuck: Pick<StuckFigures, 'total' | 'amounts'> | null;
}>;

/** Every open page asks every two seconds: for all of them it is read once. */
const FRESH_MS = 1_000;

/** The line at the top of every page: is all well, and if not, what is the matter. */
@Injectable()
export class BandReport {
  private reading: Promise<Band> | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly gateways: GatewaysReport,
    private readonly workers: WorkersReport,
    private readonly subscriptions: SubscriptionsReport,
    private readonly stuck: StuckCountsReport,
  ) {}

  read(): Promise<Band> {
    this.reading ??= this.readParts().finally(() => {
      setTimeout(() => (this.reading = undefined), FRESH_MS).unref();
    });
    return this.reading;
  }

  private async readParts(): Promise<Band> {
    const [now, gateways, workers, subscriptions, stuck] = await Promise.all([
      tolemNow(this.db.manager),
      this.gateways.read().catch(() => null),
      this.workers.read().catch(() => null),
      this.subscriptions.read().catch(() => null),
      this.stuck.read().catch(() => null),
    ]);
    const alarms = alarmsOf({ now, gateways, workers, subscriptions, stuck });
    return {
      now,
      level: levelOf(alarms),
      alarms,
      workers: workers?.alive ?? null,
      stuck: stuck && { total: stuck.total, amounts: stuck.amounts },
    };
  }
}
