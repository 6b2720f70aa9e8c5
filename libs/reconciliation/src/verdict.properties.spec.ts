// Aim: what must hold whatever the bank says, in whatever order, of whichever registration, and whoever hastens, registers
// again or closes cases meanwhile. Method: random lives of an order, written down by the real writer on rows in memory, and
// every rule looked at after every step.
import fc from 'fast-check';
import { aKnown, AMOUNT } from './a-known.js';
import { Life, type Told } from './a-life.js';

const RUNS = { numRuns: 5_000 };
const STEPS = 30;
const A_DAY_AND_JITTER_MS = 1.1 * 24 * 3_600_000;

/** The order before a step, and what the step has told. */
type Was = Readonly<{ captured: bigint; refunded: bigint; told: number }>;

const ordersOf = (told: readonly Told[], type: string): Told[] => told.filter((event) => event.type === type);
const amountOf = (event: Told, name: 'captured' | 'refundedNow'): bigint =>
  BigInt(event.data[name] as number);

/** True after every single step of every life. That no move is forbidden by the table, the writer itself sees to. */
const RULES: Readonly<Record<string, (life: Life, was: Was) => boolean>> = {
  'is paid at most once': ({ told }) => ordersOf(told, 'order.paid').length <= 1,

  'numbers what it tells without a gap': ({ told, order }) =>
    told.every(({ seq }, at) => seq === at + 1) && order.lastSeq === told.length,

  'is never paid or authorized by another amount, currency or number than was asked for': (
    { told, order, registrations },
    was,
  ) =>
    told
      .slice(was.told)
      .filter(({ type }) => type === 'order.paid' || type === 'order.authorized')
      .every((event) => {
        const { amountMinor, currency, orderNumber } = event.answer!;
        const ours = registrations.some((row) => row.gatewayOrderNumber === orderNumber);
        const whole =
          event.type !== 'order.paid' || order.mode === 'hold' || amountOf(event, 'captured') === AMOUNT;
        return amountMinor === AMOUNT && currency === 'KZT' && ours && whole;
      }),

  'never takes back what it has told of captured and refunded, but for a release': ({ order }, was) => {
    if (order.state === 'released') return order.capturedMinor === 0n;
    const keptWord = order.capturedMinor >= was.captured && order.refundedMinor >= was.refunded;
    return keptWord && order.refundedMinor <= order.capturedMinor;
  },

  'tells of every tiyin given back once': ({ told, order }) => {
    const refunds = ordersOf(told, 'order.refunded').map((event) => amountOf(event, 'refundedNow'));
    const all =
      refunds.every((now) => now > 0n) && refunds.reduce((sum, now) => sum + now, 0n) === order.refundedMinor;
    const givenBack = order.refundedMinor > 0n && order.refundedMinor === order.capturedMinor;
    return all && (order.state === 'refunded') === givenBack;
  },

  'always knows whose money it is': ({ order, registrations }) => {
    const hasMoney = ['authorized', 'paid', 'partially_refunded', 'refunded'].includes(order.state);
    if (order.settledBy === null)
      return !hasMoney && order.capturedMinor === 0n && order.refundedMinor === 0n;
    return registrations.some((row) => row.id === order.settledBy);
  },

  'is ended without money by the newest registration and the word closed alone': ({ told }, was) =>
    told
      .slice(was.told)
      .filter(({ type }) => /^order\.(declined|expired|cancelled)$/.test(type))
      .every(({ answer, isNewest }) => answer?.status === 'closed' && isNewest),

  'has one payable page at most': ({ registrations }) =>
    registrations.filter(({ state }) => ['sending', 'recovering', 'open'].includes(state)).length <= 1,

  'looks again at every registration whose fate is open': ({ registrations }) =>
    registrations.every(
      ({ state, status, nextPollAt }) =>
        nextPollAt !== null || (['closed', 'refused'].includes(state) && status !== 'held'),
    ),

  'looks again at every order whose end is open': ({ order, registrations }) =>
    !['created', 'registered', 'authorized'].includes(order.state) ||
    registrations.some(({ nextPollAt }) => nextPollAt !== null),

  'looks every day while a case is open': ({ written, now, cases }) => {
    const isOpen = cases.some(({ closedAt }) => closedAt === null);
    if (!isOpen || !written || written.state === 'refused') return true;
    return written.nextPollAt !== null && written.nextPollAt.getTime() <= now.getTime() + A_DAY_AND_JITTER_MS;
  },

  'opens no case that is open, and closes none that is not': ({ told }) => {
    const open = new Set<unknown>();
    return told
      .filter(({ type }) => type === 'case.opened' || type === 'case.closed')
      .every(({ type, data }) => (type === 'case.closed' ? open.delete(data.reason) : open.add(data.reason)));
  },
};

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
  'open held charged reversed refunded authenticating closed pending capturing absent unknown charged refunded closed open';

/** Amounts near the truth, so that the walks get far, and now and then far from it. */
const someMinor = fc.integer({ min: -100, max: 1_500 });
const aBlock = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('1000/0', '600/400', '0/1000', '300/700', '0/0', '700/0') },
  { weight: 2, arbitrary: fc.tuple(someMinor, someMinor).map((pair) => pair.join('/')) },
  { weight: 1, arbitrary: fc.constant('bare') },
);
const SURPRISES =
  'amount:999; amount:0; currency:USD; number:other; approved:1; chargeback; code:116 at:12; code:-2007; code:-100; ' +
  'refunds:400; refunds:400+300; refunds:1+2+997';
const more = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: fc.constantFrom(...SURPRISES.split('; ')) },
);
const says = fc
  .tuple(fc.constantFrom(...STATUSES.split(' ')), aBlock, more)
  .map((parts) => parts.filter(Boolean).join(' '));

const at = fc.nat({ max: 3 });
const random = fc.double({ min: 0, max: 1, noNaN: true });
const anyStep = fc.oneof(
  { weight: 12, arbitrary: fc.record({ poll: says, at, random }) },
  { weight: 2, arbitrary: fc.record({ askSlowly: says, at, random }) },
  { weight: 2, arbitrary: fc.constant('hear late' as const) },
  { weight: 3, arbitrary: fc.record({ hasten: fc.constantFrom('return', 'callback', 'operator:ann'), at }) },
  { weight: 3, arbitrary: fc.constantFrom('register again' as const, 'close a case' as const) },
  { weight: 3, arbitrary: fc.record({ registeringIsLost: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ minutes: fc.constantFrom(1, 25, 90, 1_500, 12_000) }) },
);
const anyLife = fc.record({
  start: fc.constantFrom(...STARTS),
  steps: fc.array(anyStep, { minLength: STEPS, maxLength: STEPS }),
});
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

async function take(life: Life, step: Step): Promise<void> {
  if (step === 'hear late') return life.hearLate();
  if (step === 'register again') return life.registerAgain();
  if (step === 'close a case') return life.closeCaseByHand();
  if ('poll' in step) return void (await life.poll(step.at, step.poll, step.random));
  if ('askSlowly' in step) return life.askSlowly(step.at, step.askSlowly, step.random);
  if ('hasten' in step) return life.hasten(step.at, step.hasten);
  if ('minutes' in step) return life.pass(step.minutes);
  return life.answerRegistering(step.registeringIsLost);
}

const asItIs = ({ order, told }: Life): Was => ({
  captured: order.capturedMinor,
  refunded: order.refundedMinor,
  told: told.length,
});

it('holds to every rule after every step of every life', async () => {
  await fc.assert(
    fc.asyncProperty(anyLife, async ({ start, steps }) => {
      const life = new Life(start);
      for (const step of steps) {
        const was = asItIs(life);
        life.written = null;
        await take(life, step);
        const broken = Object.keys(RULES).filter((rule) => !RULES[rule]!(life, was));
        if (broken.length > 0) throw new Error(`${broken.join(', ')}; after ${JSON.stringify(step)}`);
      }
    }),
    RUNS,
  );
}, 300_000);

it('tells nothing new of an order when the same answer comes twice', async () => {
  await fc.assert(
    fc.asyncProperty(anyLife, says, at, async ({ start, steps }, words, which) => {
      const life = new Life(start);
      for (const step of steps.slice(0, 10)) await take(life, step);
      await life.poll(which, words, 0);
      const before = { ...aKnown('registered').order, ...asItIs(life), state: life.order.state };
      const again = await life.poll(which, words, 0);
      expect(again.filter(({ type }) => type.startsWith('order.'))).toEqual([]);
      expect({ ...before, ...asItIs(life), told: before.told, state: life.order.state }).toEqual(before);
    }),
    { numRuns: RUNS.numRuns / 5 },
  );
}, 300_000);
