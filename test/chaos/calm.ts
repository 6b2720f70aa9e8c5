import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import type { System } from '../support/system.js';
import { TWICE_WITHIN_SECONDS } from './cabinet-troubles.js';
import { endByHand, unseenAfterAll } from './end-by-hand.js';
import { keptWaiting } from './kept-waiting.js';
import { Ledger } from './ledger.js';
import { givenBackUntold } from './money-told.js';
import { type Plan, plans } from './plan.js';
import { PollCount, type Polls } from './polls.js';
import { Shopper } from './shopper.js';
import { STATUS, type Trouble } from './trouble.js';
import { UNHEARD, UNHEARD_AND_POISON, UNTROUBLED } from './troubles.js';
import type { Witness } from './witness.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);
/** Longer than any pause of a page that is open and not yet late, while others' answers are still poison. */
const BESIDE_POISON_MS = [...times(6, MINUTE_MS), ...times(3, 3 * MINUTE_MS)];
/** All that a reason to poll a closed page begins. */
const RECHECKING_MS = [...times(4, 10 * MINUTE_MS), ...times(3, HOUR_MS)];
/** The polls of the days after; a hold lasts longer. */
const DAYS_MS = [7 * HOUR_MS, ...times(3, 26 * HOUR_MS)];
const A_WEEK_MS = [7 * DAY_MS];
/** Aftercare at its most seldom. */
const WEEKS_MS = [8 * DAY_MS, 15 * DAY_MS];
/** Real time: so long another process takes for granted that a merchant's case is over. */
const CASES_LAST_MS = 90_000;

/** Of each merchant, beside one whose answers are poison. */
const NEIGHBOURS = 6;

export type CalmFindings = Readonly<{
  keptWaiting: string[];
  /** Refunded twice within seconds by a bank without a fault, and not announced before aftercare. */
  untoldInQuiet: string[];
  /** How many an operator has ended though they were paid, and those of which Tolem has not found out since. */
  endedByHand: number;
  endedAndUnseen: string[];
  polls: Polls;
}>;

type Options = Readonly<{ seed: number; log: (line: string) => void }>;
type FaultView = Readonly<{ id: string; endpoint: string; fault: string }>;

/** After the chaos: only what needs a person stays wrong, and weeks pass, until there is nothing left to do. */
export class Calm {
  constructor(
    private readonly system: System,
    private readonly shoppers: Shopper[],
    private readonly witness: Witness,
    private readonly options: Options,
  ) {}

  async run(): Promise<CalmFindings> {
    const polls = await PollCount.begin(this.system);
    await this.system.control('POST', 'clock', { skewMs: 0 });
    await this.removeFaults(({ endpoint, fault }) => endpoint === STATUS && fault === 'poison');
    await this.payBesidePoison();
    await this.pass(BESIDE_POISON_MS);
    const waiting = await keptWaiting(this.system, this.shoppers);
    await this.removeFaults(() => false);
    const quiet = await this.refundTwice();
    await this.showGoodPages();
    await this.pass(RECHECKING_MS);
    const untoldInQuiet = await this.untoldOf(quiet);
    const ended = await endByHand(this.system, this.shoppers);
    await this.pass(DAYS_MS);
    const endedAndUnseen = await unseenAfterAll(this.system, ended);
    await this.letHoldsGo();
    await this.pass(A_WEEK_MS);
    await Promise.all(this.shoppers.map((shopper) => shopper.workLater()));
    await this.pass(WEEKS_MS);
    return {
      keptWaiting: waiting,
      untoldInQuiet,
      endedByHand: ended.length,
      endedAndUnseen,
      polls: await polls.end(),
    };
  }

  private async pass(steps: readonly number[]): Promise<void> {
    for (const stepMs of steps) {
      await this.system.pass(stepMs);
      await this.nothingIsDue();
    }
    this.options.log(
      `${Math.round(steps.reduce((sum, ms) => sum + ms) / MINUTE_MS)} minutes of calm have passed`,
    );
  }

  /** Two looks in a row: between a claim and its answer a row is not due. */
  private async nothingIsDue(): Promise<void> {
    const none = async () => {
      const due = await this.system.db.sql(
        'SELECT FROM registrations WHERE next_poll_at <= tolem_now() LIMIT 1',
      );
      if (due.length > 0) throw new Error('Something is due');
    };
    await eventually(none, 120_000);
    await sleep(300);
    await eventually(none, 120_000);
  }

  private async removeFaults(staysToo: (fault: FaultView) => boolean): Promise<void> {
    const forAPerson = this.shoppers.filter(({ plan, remedy }) => remedy && !plan.trouble.until);
    const stay = new Set(forAPerson.flatMap(({ ownFaults }) => ownFaults));
    const faults: FaultView[] = await this.system.control('GET', 'faults');
    for (const fault of faults)
      if (!stay.has(fault.id) && !staysToo(fault)) await this.system.control('DELETE', `faults/${fault.id}`);
  }

  /** Nothing but the schedule finds out that these are paid, and each time it polls those beside them, too. */
  private async payBesidePoison(): Promise<void> {
    const troubles = (['patient', 'strict'] as const).flatMap((shop): Trouble[] =>
      [...Array.from({ length: NEIGHBOURS }, () => UNHEARD), UNHEARD_AND_POISON].map((trouble) => ({
        ...trouble,
        shop,
      })),
    );
    await this.send(plans(this.options.seed + 3_000_000, troubles), troubles.length);
  }

  private async refundTwice(): Promise<Shopper[]> {
    const troubles = TWICE_WITHIN_SECONDS.flatMap((trouble): Trouble[] => [
      { ...trouble, shop: 'patient' },
      { ...trouble, shop: 'strict' },
    ]);
    return this.send(plans(this.options.seed + 1_000_000, troubles), troubles.length);
  }

  /** What was wrong with a merchant as a whole ends with the next good page of that merchant. */
  private async showGoodPages(): Promise<void> {
    const troubles: Trouble[] = (['patient', 'strict'] as const).map((shop) => ({
      ...UNTROUBLED,
      shop,
      payer: 'pays',
    }));
    const good = plans(this.options.seed + 2_000_000, troubles);
    const endMs = performance.now() + CASES_LAST_MS;
    while (performance.now() < endMs && (await this.hasCasesOfMerchants())) {
      await this.send(good, troubles.length);
      await sleep(5_000);
    }
  }

  private async hasCasesOfMerchants(): Promise<boolean> {
    const open = await this.system.db.sql(
      `SELECT FROM cases WHERE closed_at IS NULL AND subject LIKE 'merchant:%' LIMIT 1`,
    );
    return open.length > 0;
  }

  private async send(from: Generator<Plan>, count: number): Promise<Shopper[]> {
    const next = () => new Shopper(this.system, from.next().value as Plan);
    const sent = Array.from({ length: count }, next);
    this.shoppers.push(...sent);
    await Promise.all(sent.map((shopper) => shopper.live()));
    return sent;
  }

  private async untoldOf(shoppers: readonly Shopper[]): Promise<string[]> {
    const ledger = await Ledger.read(this.system);
    const told = shoppers.map(({ orderId: id, plan }) => ({
      id: id!,
      number: plan.orderNumber,
      seen: this.witness.about(id!),
    }));
    return givenBackUntold(ledger, told);
  }

  /** A hold that nobody captures goes back to the payer within a week; the merchant may hear of it or not. */
  private async letHoldsGo(): Promise<void> {
    const ledger = await Ledger.read(this.system);
    for (const [at, orderId] of ledger.heldPages.entries())
      await this.system.control('POST', 'reversals', { orderId, callback: at % 2 === 0 });
  }
}
