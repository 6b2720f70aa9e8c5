import { CountJobs, type JobCounts } from '@app/queue';
import { tolemNow } from '@app/database';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Detection, DetectionReport } from './detection.report.js';
import { type GatewayHealth, GatewaysReport } from './gateways.report.js';
import { PollsReport } from './polls.report.js';
import { type HourOfStates, StatesReport } from './states.report.js';
import { type StuckFigures, StuckCountsReport } from './stuck-counts.report.js';
import { type SubscriptionHealth, SubscriptionsReport } from './subscriptions.report.js';
import { type UnverifiedCallbacks, UnverifiedCallbacksReport } from './unverified-callbacks.report.js';

/** What is null could not be read just now; null `pollsPerSettledOrder` may also mean that nothing was settled. */
export type Overview = Readonly<{
  now: Date;
  stuck: StuckFigures | null;
  states: HourOfStates[] | null;
  detection: Detection | null;
  pollsPerSettledOrder: number | null;
  gateways: GatewayHealth[] | null;
  jobs: JobCounts[] | null;
  subscriptions: SubscriptionHealth[] | null;
  unverifiedCallbacks: UnverifiedCallbacks[] | null;
}>;

/** The first page of the day. Its parts are read beside each other, and one that fails takes no other with it. */
@Injectable()
export class OverviewReport {
  private readonly logger = new Logger(OverviewReport.name);

  constructor(
    private readonly db: DataSource,
    private readonly stuck: StuckCountsReport,
    private readonly states: StatesReport,
    private readonly detection: DetectionReport,
    private readonly polls: PollsReport,
    private readonly gateways: GatewaysReport,
    private readonly jobs: CountJobs,
    private readonly subscriptions: SubscriptionsReport,
    private readonly unverified: UnverifiedCallbacksReport,
  ) {}

  async read(): Promise<Overview> {
    const [
      now,
      stuck,
      states,
      detection,
      pollsPerSettledOrder,
      gateways,
      jobs,
      subscriptions,
      unverifiedCallbacks,
    ] = await Promise.all([
      tolemNow(this.db.manager),
      this.orNull('stuck', this.stuck.read()),
      this.orNull('states', this.states.read()),
      this.orNull('detection', this.detection.read()),
      this.orNull('polls', this.polls.read()),
      this.orNull('gateways', this.gateways.read()),
      this.orNull('jobs', this.jobs.inEngineRoom()),
      this.orNull('subscriptions', this.subscriptions.read()),
      this.orNull('unverified callbacks', this.unverified.read()),
    ]);
    return {
      now,
      stuck,
      states,
      detection,
      pollsPerSettledOrder,
      gateways,
      jobs,
      subscriptions,
      unverifiedCallbacks,
    };
  }

  private orNull<T>(part: string, read: Promise<T>): Promise<T | null> {
    return read.catch((error: Error) => {
      this.logger.warn(`The overview lacks ${part}: ${error.message}`);
      return null;
    });
  }
}
