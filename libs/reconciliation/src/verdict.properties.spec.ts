// Aim: what must hold whatever the bank says, in whatever order, of whichever registration. Method: random lives of an
// order, written down by a small writer that does in memory what libs/orders/src/apply-ruling.ts does in the database.
import { type Known, newRegistration, ORDER_STATES, type Order, type Registration } from '@app/orders';
import type { StatusAnswer } from '@app/gateway';
import fc from 'fast-check';
import { aKnown, AMOUNT, anAnswer } from './a-known.js';
import { rule } from './rule.js';

const RUNS = { numRuns: 1_000 };
const MINUTE_MS = 60_000;
const NEVER_ALONE = ['sending', 'recovering', 'open', 'orphan'];

type Told = Readonly<{ event: string; captured: bigint; refunded: bigint; refundedNow: bigint }>;
type Move = Readonly<{
  from: string;
  to: string;
  /** The captured amount once the whole answer is written down. */
  captured: bigint;
  answer: StatusAnswer;
  by: Registration;
  isNewest: boolean;
}>;

/** One order with its registrations. Enforces the state table, as the real writer does. */
class Writer {
  order: Order;
  readonly registrations: Registration[];
  readonly told: Told[] = [];
  readonly moves: Move[] = [];
  private now: Date;

  constructor(start: string) {
    const known = aKnown(start);
    this.order = known.order;
    this.registrations = [known.registration];
    this.now = known.now;
  }

  pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * MINUTE_MS);
  }

  /** The shop asks for a new payment page after the old one was closed. */
  registerAgain(): void {
    const old = this.newest;
    if (!['declined', 'expired'].includes(this.order.state) || old.state !== 'closed') return;
    this.move('registered');
    this.told.push({ event: 'order.registered', ...this.amounts(), refundedNow: 0n });
    this.add(old);
  }

  /** The address of the page was lost: a fresh registration takes its place. */
  orphan(): void {
    const old = this.newest;
    if (old.state !== 'open' || this.order.settledBy !== null) return;
    this.put({ ...old, state: 'orphan' });
    this.add(old);
  }

  hear(at: number, say: (known: Known) => StatusAnswer, random: number): number {
    const known = this.knownOf(this.registrations[at % this.registrations.length]!);
    const answer = say(known);
    const ruling = rule(known, answer, random);
    const heard = this.told.length;
    for (const step of ruling.steps) {
      const from = this.order.state;
      if (step.to) this.move(step.to);
      const { capturedMinor = this.order.capturedMinor, refundedMinor = this.order.refundedMinor } = step;
      this.order = { ...this.order, capturedMinor, refundedMinor };
      const event = step.event ?? (step.to && ORDER_STATES[step.to].event);
      if (event) this.told.push({ event, ...this.amounts(), refundedNow: step.refundedNowMinor ?? 0n });
      if (step.to)
        this.moves.push({
          from,
          to: step.to,
          captured: capturedMinor,
          answer,
          by: known.registration,
          isNewest: known.isNewest,
        });
    }
    this.order = { ...this.order, ...ruling.order };
    const { afterMs, ...place } = ruling.look;
    const nextPollAt = afterMs === null ? null : new Date(this.now.getTime() + afterMs);
    this.put({ ...known.registration, ...ruling.registration, ...place, nextPollAt });
    return this.told.length - heard;
  }

  get newest(): Registration {
    return this.registrations.at(-1)!;
  }

  private amounts(): Pick<Told, 'captured' | 'refunded'> {
    return { captured: this.order.capturedMinor, refunded: this.order.refundedMinor };
  }

  private knownOf(registration: Registration): Known {
    const isNewest = registration === this.newest;
    const { order, registrations: siblings, now } = this;
    return { order, registration, siblings, isNewest, operations: [], cases: [], now };
  }

  private move(to: Order['state']): void {
    if (!ORDER_STATES[this.order.state].to.includes(to))
      throw new Error(`forbidden: ${this.order.state} → ${to}`);
    this.order = { ...this.order, state: to };
  }

  private add(old: Registration): void {
    const fresh = newRegistration(this.order, {
      merchantId: 'm',
      attempt: old.attempt + 1,
      now: this.now,
      callTimeoutMs: 30_000,
    });
    this.registrations.push({ ...fresh, state: 'open', gatewayOrderId: 'bank-2', phase: 'quiet' });
  }

  private put(registration: Registration): void {
    const at = this.registrations.findIndex((row) => row.id === registration.id);
    this.registrations[at] = registration;
  }
}

const STARTS = [
  'created recovering',
  'created hold recovering',
  'rejected recovering',
  'registered',
  'registered',
  'registered hold',
  'registered hold',
];
const STATUSES =
  'open held charged reversed refunded authenticating closed pending capturing absent unknown charged refunded closed';

/** Amounts near the truth, so that the walks get far, and now and then far from it. */
const aBlock = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('1000/0', '600/400', '0/1000', '300/700', '0/0', '700/0') },
  { weight: 2, arbitrary: fc.tuple(someMinor(), someMinor()).map((pair) => pair.join('/')) },
  { weight: 1, arbitrary: fc.constant('bare') },
);
function someMinor() {
  return fc.integer({ min: -100, max: 1_500 });
}
const SURPRISES =
  'amount:999; amount:0; currency:USD; number:other; approved:1; chargeback; code:116 at:12; code:-2007; code:-100; ' +
  'refunds:400; refunds:400+300; refunds:1+2+997';
const more = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...SURPRISES.split('; ')),
  },
);
const anyAnswer = fc
  .tuple(fc.constantFrom(...STATUSES.split(' ')), aBlock, more)
  .map((parts) => parts.filter(Boolean).join(' '));

const anyEvent = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      at: fc.nat({ max: 3 }),
      says: anyAnswer,
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom('register again', 'orphan') },
  { weight: 2, arbitrary: fc.record({ minutes: fc.constantFrom(0, 1, 25, 90, 1_500, 12_000) }) },
);
const anyLife = fc.record({
  start: fc.constantFrom(...STARTS),
  events: fc.array(anyEvent, { maxLength: 14 }),
});

type Life = typeof anyLife extends fc.Arbitrary<infer L> ? L : never;

/** Lives a life and looks at it after every event. */
function live({ start, events }: Life, look: (writer: Writer, was: Order) => void = () => {}): Writer {
  const writer = new Writer(start);
  for (const event of events) {
    const was = writer.order;
    if (event === 'orphan') writer.orphan();
    else if (event === 'register again') writer.registerAgain();
    else if ('minutes' in event) writer.pass(event.minutes);
    else writer.hear(event.at, (known) => anAnswer(event.says, known), event.random);
    look(writer, was);
  }
  return writer;
}

const holds = (property: (life: Life) => void) => () => fc.assert(fc.property(anyLife, property), RUNS);

/** True after every single event of a life. */
const holdsAlways = (isTrue: (writer: Writer, was: Order) => boolean) =>
  holds((life) => {
    const broken: Order[] = [];
    live(life, (writer, was) => void (isTrue(writer, was) || broken.push(writer.order)));
    expect(broken).toEqual([]);
  });

it(
  'never makes a move that the table forbids',
  holds((life) => void live(life)),
);

it(
  'is paid at most once',
  holds((life) => {
    const paid = live(life).told.filter(({ event }) => event === 'order.paid');
    expect(paid.length).toBeLessThanOrEqual(1);
  }),
);

it(
  'is never paid or authorized by another amount, currency or number than was asked for',
  holds((life) => {
    const { moves, order } = live(life);
    for (const { to, answer, by, captured } of moves.filter((move) => /^(paid|authorized)$/.test(move.to))) {
      expect([answer.amountMinor, answer.currency, answer.orderNumber]).toEqual([
        AMOUNT,
        'KZT',
        by.gatewayOrderNumber,
      ]);
      if (to === 'paid' && order.mode === 'charge') expect(captured).toBe(AMOUNT);
    }
  }),
);

it(
  'never takes back what it has told of captured and refunded, but for a release',
  holdsAlways(({ order }, was) => {
    if (order.state === 'released') return order.capturedMinor === 0n;
    const keptWord = order.capturedMinor >= was.capturedMinor && order.refundedMinor >= was.refundedMinor;
    return keptWord && order.refundedMinor <= order.capturedMinor;
  }),
);

it(
  'tells of every tiyin given back once',
  holds((life) => {
    const { told, order } = live(life);
    const refunds = told.filter(({ event }) => event === 'order.refunded');
    for (const { refundedNow } of refunds) expect(refundedNow).toBeGreaterThan(0n);
    expect(refunds.reduce((total, { refundedNow }) => total + refundedNow, 0n)).toBe(order.refundedMinor);
    expect(order.state === 'refunded').toBe(
      order.refundedMinor > 0n && order.refundedMinor === order.capturedMinor,
    );
  }),
);

it(
  'always knows whose money it is',
  holdsAlways(({ order, registrations }) => {
    const hasMoney = ['authorized', 'paid', 'partially_refunded', 'refunded'].includes(order.state);
    if (order.settledBy === null)
      return !hasMoney && order.capturedMinor === 0n && order.refundedMinor === 0n;
    return registrations.some((row) => row.id === order.settledBy);
  }),
);

it(
  'is ended without money by the newest registration and the word closed alone',
  holds((life) => {
    const { moves } = live(life);
    for (const { answer, isNewest } of moves.filter((move) => /^(declined|expired|cancelled)$/.test(move.to)))
      expect([answer.status, isNewest]).toEqual(['closed', true]);
  }),
);

it(
  'looks again at every registration whose fate is open',
  holdsAlways(({ registrations }) =>
    registrations.every(
      ({ state, status, nextPollAt }) =>
        nextPollAt !== null || !(NEVER_ALONE.includes(state) || status === 'held'),
    ),
  ),
);

it('announces nothing new when the same answer comes twice', () =>
  fc.assert(
    fc.property(anyLife, anyAnswer, fc.nat({ max: 3 }), (life, says, at) => {
      const writer = live(life);
      const say = (known: Known) => anAnswer(says, known);
      writer.hear(at, say, 0);
      const { order } = writer;
      expect(writer.hear(at, say, 0)).toBe(0);
      expect(writer.order).toEqual(order);
    }),
    RUNS,
  ));
