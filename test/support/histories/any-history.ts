import fc from 'fast-check';
import type { Deed, Step } from './history.js';

const STEPS = 30;
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
const anAnswer = fc
  .tuple(fc.constantFrom(...STATUSES.split(' ')), aBlock, more)
  .map((parts) => parts.filter(Boolean).join(' '));
export const says = fc.oneof(
  { weight: 12, arbitrary: anAnswer },
  { weight: 1, arbitrary: fc.constantFrom('silent', 'busy', 'unreachable', 'code:7') },
);
const registers = fc.oneof(
  { weight: 4, arbitrary: fc.constant('page') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'silent',
      'unreachable',
      'foreign page',
      'code:1',
      'code:4',
      'code:5',
      'code:7',
    ),
  },
);

export const at = fc.nat({ max: 3 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ poll: at }) },
  { weight: 1, arbitrary: fc.constant('poll all' as const) },
  { weight: 2, arbitrary: fc.record({ askSlowly: at }) },
  { weight: 1, arbitrary: fc.constant('register again slowly' as const) },
  { weight: 3, arbitrary: fc.constant('hear late' as const) },
  {
    weight: 3,
    arbitrary: fc.record({ hasten: fc.constantFrom('return', 'callback', 'operator:bob'), at }),
  },
  { weight: 3, arbitrary: fc.constant('register again' as const) },
  { weight: 2, arbitrary: fc.record({ resolve: fc.constantFrom('close', 'rejected', 'declined') }) },
  { weight: 1, arbitrary: fc.constant('close a case' as const) },
  { weight: 3, arbitrary: fc.record({ minutes: fc.constantFrom(1, 25, 90, 1_500, 12_000) }) },
);
const random = fc.double({ min: 0, max: 1, noNaN: true });
const step: fc.Arbitrary<Step> = fc.record({ deed, says, registers, random });

export const anyHistory = fc.record({
  start: fc.constantFrom(...STARTS),
  steps: fc.array(step, { minLength: STEPS, maxLength: STEPS }),
});
