import { ALWAYS, asked, either, type Fault, forAPerson, type Trouble } from './trouble.js';

/** Variants as apps/gateway-simulator/README.md names them, of a fault of answers about an order. */
const said = (fault: string, times: number, variants: readonly string[]): Trouble[] =>
  variants.map((variant) => about(`${variant}, ${times || 'all'} times`, asked(fault, times, { variant })));

const about = (what: string, fault: Fault): Trouble => ({
  name: `the bank answers madly: ${fault.fault} ${what}`,
  registered: [fault],
});

const CONTRADICTORY = [
  'closedWithMoney',
  'openWithMoney',
  'reversedWithMoney',
  'reversedStillApproved',
  'heldWithoutHold',
  'chargedWithoutMoney',
  'chargedAboveHold',
  'refundedWithoutRefund',
];
/** What is left in these is not enough to tell of a payment. */
const LACKING = ['onlyPaymentState', 'onlyApproved', 'onlyRefunded', 'withoutDeposited'];
const ENOUGH = [
  'withoutPaymentState',
  'withoutAmounts',
  'withoutBlocks',
  'elementsWithoutValue',
  'unreadableElements',
];
/** No answer is left of these. */
const DEADLY = ['nestedArrays', 'nestedObjects', 'megabyte'];
const SURVIVED = [
  'longReference',
  'longDigits',
  'longAts',
  'manyElements',
  'cardNumber',
  'strangeCharacters',
  'protoKeys',
];
const DATES = [
  'seconds',
  'microseconds',
  'year9999',
  'zero',
  'negative',
  'beyondDates',
  'digitsAsText',
  'textWithoutZone',
  'textWithSpace',
  'garbage',
  'object',
];

/** What the bank may answer without being down: it contradicts itself, says less than it should, or what chokes its readers. */
export const ANSWERED_MADLY: readonly Trouble[] = [
  ...said('contradictory', 3, CONTRADICTORY),
  ...said('partial', 3, LACKING),
  ...said('partial', ALWAYS, ENOUGH),
  ...said('poison', 2, DEADLY),
  ...said('poison', ALWAYS, SURVIVED),
  ...said('impossibleDates', ALWAYS, DATES),
  about('as open, 4 times', asked('stale', 4, { status: 0 })),
  about('as 90 seconds ago', asked('stale', ALWAYS, { seconds: 90 })),
  {
    ...about(
      'with the code of the attempt before',
      asked('late', ALWAYS, { seconds: 90, earlierCode: true }),
    ),
    payer: 'pays after a refusal',
    shop: 'patient',
  },
  {
    ...about(
      'with the code of the attempt before, for a moment',
      asked('late', ALWAYS, { seconds: 10, earlierCode: true }),
    ),
    payer: 'pays after a refusal',
    shop: 'patient',
    returns: true,
  },
  ...[...DEADLY, ...SURVIVED, 'longAddress'].map((variant) => ({
    name: `the answer of register.do is poison: ${variant}`,
    registering: either({ fault: 'poison', variant }),
  })),
  ...DEADLY.map((variant) =>
    forAPerson('unknown_status', 'registered', [asked('poison', ALWAYS, { variant })]),
  ),
  forAPerson('contradictory_answer', 'registered', [
    asked('contradictory', ALWAYS, { variant: 'closedWithMoney' }),
  ]),
  forAPerson('amounts_unknown', 'registered', [asked('partial', ALWAYS, { variant: 'withoutDeposited' })]),
];
