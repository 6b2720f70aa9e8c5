import { CommitNotifier, Heartbeat } from '@app/database';
import { RunProjections, PublishEvents, RewindLost } from '@app/events';
import { ROLL_UPS } from '@app/orders';
import { ClaimDue, PayOwedHastens, WatchDeliveries, WatchSubscriptions } from '@app/reconciliation';
import { inTime, JOB_STORE, type JobStore } from '@app/queue';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Loop } from './loop.js';

const TICK_MS = 1_000;
/** What a subscriber could not take has been tried for hours: nobody waits for seconds. */
const DELIVERIES_MS = 5_000;
/** Within this time a process that has ended is missed, and one that has begun is noticed. */
const SUBSCRIPTIONS_MS = 5_000;
/** Something was due, so more may be. */
const BACKLOG_MS = 250;
/** There is more, or another process is at it: look again this soon; the longer it is at it, the later. */
const AGAIN_MS = 20;
/** The dashboard takes a worker that has been silent for three of them for dead. */
const HEARTBEAT_MS = 2_000;
/** Figures for people: many commits are counted in one. */
const COUNTED_WITHIN_MS = 250;

/**
 * What a worker does over and over. Ticks are timers in every worker process, never schedulers in the job store: a wipe of the
 * store would kill those. The notifier makes publishing quick; the tick is the net below it.
 */
@Injectable()
export class Ticks implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly claiming: Loop;
  private readonly paying: Loop;
  private readonly publishing: Loop;
  private readonly rewinding: Loop;
  private readonly deliveries: Loop;
  private readonly subscriptions: Loop;
  private readonly counting: Loop;
  private readonly heartbeat: Heartbeat;
  private readonly beating: Loop;
  private readonly logger = new Logger(Ticks.name);
  private silence = () => {};
  private busyRounds = 0;

  constructor(
    private readonly commits: CommitNotifier,
    private readonly watchSubscriptions: WatchSubscriptions,
    claimDue: ClaimDue,
    payOwedHastens: PayOwedHastens,
    private readonly publish: PublishEvents,
    rewindLost: RewindLost,
    watchDeliveries: WatchDeliveries,
    private readonly follow: RunProjections,
    db: DataSource,
    @Inject(JOB_STORE) jobs: JobStore,
  ) {
    this.claiming = new Loop('claim-due', async () => {
      return (await claimDue.execute()) ? BACKLOG_MS : TICK_MS;
    });
    this.paying = new Loop('pay-owed-hastens', async () => {
      await payOwedHastens.execute();
      return TICK_MS;
    });
    this.publishing = new Loop('publish-events', async () => this.restAfter(await publish.execute()));
    this.rewinding = new Loop('rewind-lost', async () => {
      if ((await rewindLost.execute()) > 0) this.publishing.nudge();
      return TICK_MS;
    });
    this.deliveries = new Loop('watch-deliveries', async () => {
      await watchDeliveries.execute();
      return DELIVERIES_MS;
    });
    this.subscriptions = new Loop('watch-subscriptions', async () => {
      await watchSubscriptions.execute();
      return SUBSCRIPTIONS_MS;
    });
    this.counting = new Loop('roll-ups', async () => {
      return (await follow.execute(ROLL_UPS)) === 'again' ? AGAIN_MS : TICK_MS;
    });
    this.heartbeat = new Heartbeat(db, 'worker');
    this.beating = new Loop('heartbeat', async () => {
      // A worker without jobs serves no payer who came back: it is as good as dead, and is to look so.
      if (await answers(jobs)) await this.heartbeat.beat();
      return HEARTBEAT_MS;
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.watchSubscriptions.execute();
    await this.follow.begin(ROLL_UPS);
    this.silence = this.commits.onNotify(() => {
      this.publishing.nudge();
      this.counting.nudgeWithin(COUNTED_WITHIN_MS);
    });
    this.claiming.start();
    this.paying.start();
    this.publishing.start();
    this.rewinding.start();
    this.deliveries.start();
    this.subscriptions.start();
    this.counting.start();
    this.beating.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.silence();
    const loops = [
      this.claiming,
      this.paying,
      this.publishing,
      this.rewinding,
      this.deliveries,
      this.subscriptions,
      this.counting,
    ];
    await Promise.all(loops.map((loop) => loop.stop()));
    await this.publish.drain();
    await this.beating.stop();
    // A database that is away learns nothing, and the row grows old by itself.
    await this.heartbeat.end().catch((error: Error) => this.logger.warn(error.message));
  }

  private restAfter(published: 'idle' | 'again' | 'busy'): number {
    this.busyRounds = published === 'busy' ? this.busyRounds + 1 : 0;
    if (published === 'idle') return TICK_MS;
    return Math.min(AGAIN_MS * 2 ** Math.max(0, this.busyRounds - 1), TICK_MS);
  }
}

const answers = (jobs: JobStore): Promise<boolean> =>
  inTime(jobs.ping(), HEARTBEAT_MS).then(
    () => true,
    () => false,
  );
