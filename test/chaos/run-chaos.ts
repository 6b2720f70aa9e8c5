import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { eventually } from '../support/eventually.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { System } from '../support/system.js';
import { audit, type Findings } from './audit.js';
import { Calm, type CalmFindings } from './calm.js';
import { Killer } from './killer.js';
import { plans } from './plan.js';
import { Shopper } from './shopper.js';
import type { Fault } from './trouble.js';
import { NOISE, OUTAGES } from './troubles.js';
import { Witness } from './witness.js';

const TOKEN = 'of-the-chaos';
/** Shops and payers at a time. */
const AT_ONCE = 14;
/** So many times the orders that were wished for come at the most, if a crash point is not met before. */
const MOST = 6;
/** The clock runs twenty times as fast as real time, in steps that no call in flight takes for its deadline. */
const CLOCK_STEP_MS = 5_000;
const STEP_EVERY_MS = 250;
/** Where polls wait for longer than this, the machine is slower than the clock, which then stands still, but not for ever. */
const BEHIND_SECONDS = 90;
const MOST_STEPS_LEFT_OUT = 20;
const SWEEP_EVERY_MS = 700;
const OUTAGE_MS = 1_500;
const HELD_MS = 6_000;
/** As often as so many orders have come, something happens to everybody. */
const OUTAGE_EVERY = 80;
const CRASH_EVERY = 500;
const WIPE_EVERY = 250;
/** Of so many orders as many are registered by a bank whose dates are wrong, now ahead and now behind. */
const CLOCK_EVERY_ORDERS = 100;
const CLOCK_WRONG = { from: 30, to: 65 };
const CLOCK_WRONG_MS = 20 * 60_000;
/** With no more than so many points left, a store is wiped for those that need it. */
const REWINDS = 6;

export type ChaosOptions = Readonly<{ orders: number; seed: number; log: (line: string) => void }>;

type Loop = () => Promise<void>;

/** Everything that can go wrong, at once: the bank's faults, kill -9, a job store that is wiped, a Postgres that crashes. */
export class Chaos {
  readonly shoppers: Shopper[] = [];
  findings!: Findings;
  calm!: CalmFindings;
  hits!: Record<string, number>;
  wipes = 0;
  crashes = 0;
  private system!: System;
  private witness!: Witness;
  private killer!: Killer;
  private isOver = false;
  private stepsLeftOut = 0;

  private constructor(
    private readonly postgres: OwnPostgres,
    private readonly options: ChaosOptions,
  ) {}

  static async run(options: ChaosOptions): Promise<Chaos> {
    const chaos = new Chaos(await OwnPostgres.start(), options);
    try {
      await chaos.begin();
      await chaos.letLoose();
      await chaos.calmDown();
      return chaos;
    } finally {
      await chaos.end();
    }
  }

  /** How often the witness was handed over what it had. */
  get repeats(): number {
    return this.witness.repeats;
  }

  private async begin(): Promise<void> {
    const callbacks = { keys: [{ hmac: TOKEN }], dynamic: true, bank: { hmac: TOKEN, tries: 3 } };
    this.system = await System.start({
      apis: 2,
      workers: 3,
      subscriptions: [
        { name: 'witness', from: 'beginning' },
        // Wants hardly anything: what is passed over for one holds up nobody else.
        { name: 'accounts', from: 'beginning', types: ['order.refunded'] },
      ],
      callbacks: { patient: callbacks, strict: callbacks },
      env: { GATEWAY_TIMEOUT_MS: '60000', LOG_LEVEL: 'warn' },
    });
    this.witness = new Witness(this.system.eventsUrl, 'witness');
    // The first of each is spared, so that there is somebody to race with.
    const victims = [
      ...this.system.apis.slice(1).map((child) => ({ app: 'api' as const, child })),
      ...this.system.workers.slice(1).map((child) => ({ app: 'worker' as const, child })),
    ];
    this.killer = new Killer(victims, (points, isOfTheLast) => this.provoke(points, isOfTheLast));
    for (const fault of NOISE) await this.system.control('POST', 'faults', fault);
  }

  /** Until enough orders have come and gone and every crash point was met. */
  private async letLoose(): Promise<void> {
    this.killer.start();
    const weather = [
      this.repeat(STEP_EVERY_MS, () => this.letTimePass()),
      this.repeat(SWEEP_EVERY_MS, () => this.releaseStuck()),
    ];
    await this.sendShoppers();
    this.options.log('the last orders are through');
    this.isOver = true;
    await Promise.all(weather);
    await this.killer.stop();
  }

  /** A page's time must not be over on a busy machine before anybody could get to it: no promise is about that. */
  private async letTimePass(): Promise<void> {
    const [row] = await this.system.db.sql<{ behind: boolean }>(
      `SELECT EXISTS (SELECT FROM registrations
                      WHERE next_poll_at < tolem_now() - interval '${BEHIND_SECONDS} seconds') AS behind`,
    );
    this.stepsLeftOut = row!.behind && this.stepsLeftOut < MOST_STEPS_LEFT_OUT ? this.stepsLeftOut + 1 : 0;
    if (this.stepsLeftOut === 0) await this.system.pass(CLOCK_STEP_MS);
  }

  private async sendShoppers(): Promise<void> {
    const { orders, seed } = this.options;
    const limit = pLimit(AT_ONCE);
    const running: Promise<void>[] = [];
    for (const plan of plans(seed)) {
      const enough = this.shoppers.length >= orders;
      if (this.shoppers.length >= MOST * orders || (enough && this.killer.hasHitAll)) break;
      const shopper = new Shopper(this.system, plan);
      this.shoppers.push(shopper);
      running.push(limit(() => shopper.live()));
      await this.rain(this.shoppers.length);
      while (limit.pendingCount > 0) await sleep(20);
    }
    await Promise.all(running);
  }

  /** What happens to everybody. */
  private async rain(count: number): Promise<void> {
    await this.setClock(count);
    if (count % OUTAGE_EVERY === 60)
      await this.breakDown(OUTAGES[Math.floor(count / OUTAGE_EVERY) % OUTAGES.length]!);
    if (count % WIPE_EVERY === 120) await this.wipe();
    if (count % CRASH_EVERY === 100) {
      this.crashes += 1;
      await this.postgres.crash();
      this.options.log('Postgres has crashed and is back');
    }
  }

  private async setClock(count: number): Promise<void> {
    const { from, to } = CLOCK_WRONG;
    const at = count % CLOCK_EVERY_ORDERS;
    const sign = Math.floor(count / CLOCK_EVERY_ORDERS) % 2 === 0 ? 1 : -1;
    if (at === from) await this.system.control('POST', 'clock', { skewMs: sign * CLOCK_WRONG_MS });
    if (at === to) await this.system.control('POST', 'clock', { skewMs: 0 });
  }

  private async breakDown(faults: readonly Fault[]): Promise<void> {
    const ids: string[] = [];
    for (const fault of faults) {
      const { id } = await this.system.control('POST', 'faults', {
        ...fault,
        match: { merchant: 'patient-api' },
      });
      ids.push(id);
    }
    await sleep(OUTAGE_MS);
    for (const id of ids) await this.system.control('DELETE', `faults/${id}`);
  }

  private async provoke(points: readonly string[], isOfTheLast: boolean): Promise<void> {
    // Only where nothing else is left to meet before it: a wipe is no small thing for all the others.
    if (points.length <= REWINDS && points.some((point) => point.startsWith('rewind.'))) await this.wipe();
    if (isOfTheLast && points.some((point) => /^(recovery|decline|send)\./.test(point)))
      void this.holdTheSpared();
  }

  /** What is rare with a worker is left to the one that is to die of it. */
  private async holdTheSpared(): Promise<void> {
    const spared = this.system.workers[0]!;
    spared.signal('SIGSTOP');
    await sleep(HELD_MS);
    spared.signal('SIGCONT');
  }

  /** On Postgres it locks every table of the jobs, and may lose against those who work in them. */
  private async wipe(): Promise<void> {
    await eventually(() => this.system.wipeJobStore());
    this.wipes += 1;
  }

  /** Calls that wait for ever would wait for the end of the test; spent faults only cost time. */
  private async releaseStuck(): Promise<void> {
    const faults: { id: string; waiting: number; spent: boolean }[] = await this.system.control(
      'GET',
      'faults',
    );
    for (const { id, waiting, spent } of faults)
      if (waiting > 0) await this.system.control('POST', `faults/${id}/release`);
      else if (spent) await this.system.control('DELETE', `faults/${id}`);
  }

  /** One failure, of a Postgres that is just away, never stops it. */
  private async repeat(everyMs: number, work: Loop): Promise<void> {
    while (!this.isOver) {
      await work().catch(() => undefined);
      await sleep(everyMs);
    }
  }

  /** Only what needs a person stays wrong; time passes until there is nothing left to do. */
  private async calmDown(): Promise<void> {
    const { system, shoppers, witness } = this;
    this.calm = await new Calm(system, shoppers, witness, this.options).run();
    await eventually(() => this.everythingWasSeen(), 60_000);
    this.findings = await audit(system, shoppers, witness);
    this.hits = this.killer.hits();
  }

  private async everythingWasSeen(): Promise<void> {
    const [row] = await this.system.db.sql<{ n: string }>('SELECT count(*) AS n FROM events');
    if (Number(row!.n) !== this.witness.seen.length)
      throw new Error(`${this.witness.seen.length} of ${row!.n} events were seen`);
  }

  private async end(): Promise<void> {
    this.isOver = true;
    await this.witness?.close();
    await this.system?.stop();
    this.killer?.forget();
    await this.postgres.stop();
  }
}
