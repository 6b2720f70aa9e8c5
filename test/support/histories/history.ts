import type { Actor } from '@app/operators';
import { AppError, newId } from '@app/kernel';
import type { ManualEnding } from '@app/orders';
import { lockedFacts } from '../../../libs/reconciliation/src/judging/locked-facts.fixture.js';
import { type Heard, type Held, idAtBank, PAGE_HOST, type Says } from './bank.js';
import type { HastenedBy, World, Written } from './world.js';

/** Every step takes its time: who hastens twice does so at two instants. */
const STEP_MS = 1_000;

export type Deed =
  | Readonly<{ poll: number }>
  /** All of the order's registrations in one group. */
  | 'poll all'
  | Readonly<{ askSlowly: number }>
  | 'register again slowly'
  | 'hear late'
  | Readonly<{ hasten: HastenedBy; at: number }>
  | 'register again'
  | Readonly<{ resolve: ManualEnding }>
  | 'close a case'
  | Readonly<{ minutes: number }>;

/** `random`: the jitter of this step, so that a run can be had again. */
export type Step = Says & Readonly<{ deed: Deed; random: number }>;

/** Somebody who waits for the bank, the row as he read it, and what he will do with the answer. */
type Late = Held & Readonly<{ version: number; state: string; done: Promise<void> }>;

/** Who decides. That somebody else has hastened is the cause of what the bank says then. */
const ann: Actor = { name: 'ann', cause: 'operator:ann', audit: async () => undefined };

/** For tests: one order, and everybody who has to do with it, step by step. Each does what he does by Tolem's own use cases. */
export class History {
  /** Before and after the last step. */
  was!: Written;
  is!: Written;
  /** What was heard in the last step came too late: the row was written since it was asked about. */
  stale: string | null = null;
  private readonly late: Late[] = [];

  private constructor(private readonly world: World) {}

  static async begin(world: World, start: string): Promise<History> {
    const history = new History(world);
    const { order, registration } = lockedFacts(start);
    const id = newId();
    const gatewayOrderNumber = `N-${id.slice(9)}`;
    const isOpen = registration.state === 'open';
    await world.begin(
      { ...order, id, orderNumber: id, shopId: 'shoes', lastSeq: 0 },
      {
        ...registration,
        id: newId(),
        orderId: id,
        merchantId: 'main',
        gatewayOrderNumber,
        gatewayOrderId: isOpen ? idAtBank(gatewayOrderNumber) : null,
        formUrl: isOpen ? `https://${PAGE_HOST}/` : null,
      },
    );
    world.bank.knows(gatewayOrderNumber, registration.sentAt);
    history.is = await world.read(id);
    history.was = history.is;
    return history;
  }

  /** The answers that were heard in the last step. */
  get heard(): readonly Heard[] {
    return this.world.bank.heard;
  }

  async take({ deed, random, ...says }: Step): Promise<void> {
    const { bank } = this.world;
    bank.says = says;
    bank.heard.length = 0;
    this.stale = null;
    await this.world.pass(STEP_MS);
    this.was = this.is;
    await withRandom(random, () => this.do(deed));
    this.is = await this.world.read(this.is.order.id);
  }

  /** Everybody hears what he waits for. */
  async end(): Promise<void> {
    while (this.late.length > 0) await this.hearLate();
  }

  private do(deed: Deed): Promise<void> {
    const { id } = this.is.order;
    if (deed === 'poll all') return this.poll(this.is.registrations.map((row) => row.id));
    if (deed === 'register again') return this.registerAgain();
    if (deed === 'register again slowly') return this.slowly(() => this.registerAgain());
    if (deed === 'hear late') return this.hearLate();
    if (deed === 'close a case') return this.closeCase();
    if ('poll' in deed) return this.poll([this.pick(deed.poll).id]);
    if ('askSlowly' in deed) return this.slowly(() => this.poll([this.pick(deed.askSlowly).id]));
    if ('hasten' in deed) return this.world.hasten(this.pick(deed.at), deed.hasten);
    if ('minutes' in deed) return this.world.pass(deed.minutes * 60_000);
    const { orderNumber: confirm } = this.is.order;
    const resolution = { orderId: id, outcome: deed.resolve, reason: 'Given up', confirm };
    return orRefused(this.world.resolveByHand.execute(ann, resolution));
  }

  private pick(at: number) {
    const { registrations } = this.is;
    return registrations[at % registrations.length]!;
  }

  private poll(ids: readonly string[]): Promise<void> {
    return this.world.poll.execute('poll-registrations', 'main', ids);
  }

  private registerAgain(): Promise<void> {
    return orRefused(this.world.registerAgain.execute(this.is.order.id));
  }

  private async closeCase(): Promise<void> {
    const open = this.is.cases.find(({ closedAt }) => closedAt === null);
    if (open) await this.world.closeCases.execute(ann, [open.id], 'Seen');
  }

  /** Begins; whatever the bank says comes later, when it may be too late. */
  private async slowly(work: () => Promise<void>): Promise<void> {
    const { held, done } = await this.world.bank.holding(work);
    if (!held) return;
    const { registrations } = await this.world.read(this.is.order.id);
    const asked = registrations.find((row) => row.gatewayOrderNumber === held.gatewayOrderNumber)!;
    this.late.push({ ...held, version: asked.version, state: asked.state, done });
  }

  private async hearLate(): Promise<void> {
    const late = this.late.shift();
    if (!late) return;
    const { id, version, state } = this.is.registrations.find(
      (row) => row.gatewayOrderNumber === late.gatewayOrderNumber,
    )!;
    // The answer to register.do is for whoever still has the row; that of a look is for whoever finds it as it was read.
    const lostToAnother = late.state === 'sending' && state !== 'sending';
    if (version !== late.version || lostToAnother) this.stale = id;
    late.release();
    await late.done;
  }
}

/** Refused is an answer like any other; whatever else is thrown is a fault. */
async function orRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

async function withRandom(random: number, work: () => Promise<void>): Promise<void> {
  const real = Math.random;
  Math.random = () => random;
  try {
    await work();
  } finally {
    Math.random = real;
  }
}
