import { tolemNow } from '@app/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GatewaysReport } from '../overview/gateways.report.js';
import { type StuckFigures, StuckReport } from '../overview/stuck.report.js';
import { SubscriptionsReport } from '../overview/subscriptions.report.js';
import { WorkersReport } from '../overview/workers.report.js';
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
export class ShowBand {
  private reading: Promise<Band> | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly gateways: GatewaysReport,
    private readonly workers: WorkersReport,
    private readonly subscriptions: SubscriptionsReport,
    private readonly stuck: StuckReport,
  ) {}

  execute(): Promise<Band> {
    this.reading ??= this.read().finally(() => {
      setTimeout(() => (this.reading = undefined), FRESH_MS).unref();
    });
    return this.reading;
  }

  private async read(): Promise<Band> {
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
