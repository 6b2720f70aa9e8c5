import { ANSWERED_MADLY } from './mad-answers.js';
import { AT_THE_CABINET } from './cabinet-troubles.js';
import { ALWAYS, asked, either, type Fault, forAPerson, STATUS, type Trouble } from './trouble.js';

export const UNTROUBLED: Trouble = { name: 'none of its own' };

/** Paid, and nobody says so until the bank is asked. */
export const UNHEARD: Trouble = {
  name: 'no callback comes, and no payer',
  registered: [{ endpoint: 'callback', fault: 'drop', times: ALWAYS }],
  mode: 'charge',
  payer: 'pays',
  returns: false,
};
export const UNHEARD_AND_POISON: Trouble = {
  ...UNHEARD,
  name: `${UNHEARD.name}, and the answers are poison`,
  registered: [...UNHEARD.registered!, asked('poison', ALWAYS, { variant: 'nestedArrays' })],
};

const lostBefore = (['cut', 'silence', 'http500'] as const).map((fault) => ({
  name: `register.do never arrives: ${fault}`,
  registering: either({ fault, when: 'before' }),
}));

const lostAfter = (['cut', 'cutBody', 'silence', 'http500', 'html', 'hold'] as const).map((fault) => ({
  name: `the answer of register.do is lost: ${fault}`,
  registering: either({ fault, when: 'after' }),
}));

const lostAndNotClosed = [
  ['refuse', { errorCode: 7 }],
  ['cut', { when: 'before' }],
  ['cut', { when: 'after' }],
  ['http500', {}],
  ['silence', {}],
] as const;

const REGISTERING: readonly Trouble[] = [
  ...lostBefore,
  ...lostAfter,
  { name: 'register.do is told to come again', registering: either({ fault: 'http429' }) },
  { name: 'register.do is slow', registering: either({ fault: 'slow', delayMs: 400 }) },
  {
    name: 'the answer of register.do lacks the page',
    registering: either({ fault: 'missingFields', fields: ['formUrl'] }),
  },
  {
    name: 'the answer of register.do is lost three times',
    registering: either({ fault: 'cut', when: 'after', times: 3 }),
  },
  {
    name: 'register.do fails, done or not',
    registering: [
      ...either({ fault: 'refuse', errorCode: 7, when: 'after' }),
      ...either({ fault: 'refuse', errorCode: 7, when: 'before' }),
    ],
  },
  {
    name: 'register.do gives a page on another host',
    registering: either({ fault: 'otherValues', values: { formUrl: 'https://pay2.example/?mdOrder=1' } }),
    payer: 'never comes',
    pageless: true,
  },
  { name: 'register.do finds the number taken', registering: either({ fault: 'refuse', errorCode: 1 }) },
  { name: 'register.do is denied once', registering: either({ fault: 'refuse', errorCode: 5 }) },
  { name: 'register.do refuses the currency', registering: either({ fault: 'refuse', errorCode: 3 }) },
  ...lostAndNotClosed.map(([fault, more], at) => ({
    name: `the answer of register.do is lost, and decline.do fails: ${fault} ${at}`,
    registering: [
      ...either({ fault: 'cut', when: 'after' }),
      { endpoint: 'decline.do', fault, times: 2, ...more },
    ],
  })),
];

const TOLD_WRONG: readonly [fault: string, times: number, more?: object][] = [
  ['cut', 3],
  ['cutBody', 1],
  ['silence', 1],
  ['http500', 2],
  ['http429', 1],
  ['html', 2],
  ['wrongAmount', 1],
  ['wrongCurrency', 1],
  ['unknownStatus', 2],
  ['slow', 2, { delayMs: 500 }],
  ['missingFields', 1, { fields: ['orderStatus'] }],
  ['missingFields', 1, { fields: ['amount', 'currency'] }],
  ['missingFields', ALWAYS, { fields: ['paymentAmountInfo'] }],
  ['refuse', 1, { errorCode: 6 }],
  ['refuse', 2, { errorCode: 7 }],
  ['otherValues', 3, { values: { orderStatus: 7 } }],
  ['otherValues', 3, { values: { orderStatus: 5 } }],
  ['late', ALWAYS, { seconds: 90 }],
];
const ASKING: readonly Trouble[] = TOLD_WRONG.map(([fault, times, more = {}]) => ({
  name: `the status is told wrong or not at all: ${fault} ${JSON.stringify(more)}`,
  registered: [asked(fault, times, more)],
}));

const CALLING_BACK: readonly Trouble[] = ['drop', 'duplicate', 'forge', 'hold'].map((fault) => ({
  name: `callbacks go wrong: ${fault}`,
  registered: [{ endpoint: 'callback', fault, times: 2 }],
}));

/** Another's order under our number: what it was sent with names another registration. */
const ANOTHERS = {
  merchantOrderParams: [{ name: 'tolemRegistration', value: '00000000-0000-4000-8000-000000000000' }],
};

const CLOSED_UNPAID = {
  orderStatus: 6,
  actionCode: -2007,
  paymentAmountInfo: { paymentState: 'DECLINED', approvedAmount: 0, depositedAmount: 0, refundedAmount: 0 },
};

const FOR_A_PERSON: readonly Trouble[] = [
  forAPerson('amount_mismatch', 'registered', [asked('wrongAmount', ALWAYS)]),
  forAPerson('amount_mismatch', 'registered', [asked('wrongCurrency', ALWAYS)]),
  forAPerson('unknown_status', 'registered', [asked('unknownStatus', ALWAYS)]),
  forAPerson('unknown_status', 'registered', [asked('missingFields', ALWAYS, { fields: ['orderStatus'] })]),
  forAPerson('unknown_at_gateway', 'registered', [
    asked('refuse', ALWAYS, { errorCode: 6 }),
    { endpoint: 'decline.do', fault: 'refuse', errorCode: 6, times: ALWAYS },
  ]),
  forAPerson('undecided_too_long', 'registered', [
    asked('otherValues', ALWAYS, { values: { orderStatus: 7 } }),
  ]),
  forAPerson('undecided_too_long', 'registered', [
    asked('otherValues', ALWAYS, { values: { orderStatus: 5 } }),
  ]),
  forAPerson(
    'open_after_lifetime',
    'registered',
    [asked('otherValues', ALWAYS, { values: { orderStatus: 0, actionCode: -100 } })],
    'never comes',
  ),
  forAPerson('disputed', 'paid', [asked('otherValues', ALWAYS, { values: { chargeback: true } })]),
  {
    ...forAPerson('paid_after_close', 'paid', [asked('otherValues', ALWAYS, { values: CLOSED_UNPAID })]),
    until: 'expired',
  },
  {
    name: 'for a person: never_reached_bank',
    registering: either({ fault: 'cut', when: 'before', times: ALWAYS }),
    remedy: { reason: 'never_reached_bank', state: 'rejected' },
  },
  {
    name: 'for a person: stranger_at_gateway',
    registering: [
      ...either({ fault: 'cut', when: 'after', times: ALWAYS }),
      asked('otherValues', ALWAYS, { values: ANOTHERS }),
    ],
    remedy: { reason: 'stranger_at_gateway', state: 'created' },
  },
];

/** Every order gets one of these in turn. */
export const TROUBLES: readonly Trouble[] = [
  ...REGISTERING,
  ...ASKING,
  ...ANSWERED_MADLY,
  ...CALLING_BACK,
  ...AT_THE_CABINET,
  ...FOR_A_PERSON,
  ...Array.from({ length: 12 }, () => UNTROUBLED),
];

/** A share of all calls, in place of what else is wrong with their orders; none of it does what was asked. */
export const NOISE: readonly Fault[] = [
  { endpoint: STATUS, fault: 'http500', probability: 0.02 },
  { endpoint: STATUS, fault: 'cut', probability: 0.02 },
  { endpoint: STATUS, fault: 'html', probability: 0.01 },
  { endpoint: STATUS, fault: 'cutBody', probability: 0.01 },
  { endpoint: STATUS, fault: 'http429', probability: 0.01 },
  { endpoint: STATUS, fault: 'refuse', errorCode: 7, probability: 0.01 },
  { endpoint: 'callback', fault: 'drop', probability: 0.1 },
  { endpoint: 'callback', fault: 'duplicate', probability: 0.1 },
  { endpoint: 'callback', fault: 'forge', probability: 0.05 },
].map((fault) => ({ ...fault, times: ALWAYS }));

/** Of one merchant as a whole, for a moment: its gateway is down, or refuses the login. */
export const OUTAGES: readonly (readonly Fault[])[] = [
  { fault: 'http500' },
  { fault: 'refuse', errorCode: 5 },
].map((fault) => ['register.do', STATUS].map((endpoint) => ({ endpoint, ...fault, times: ALWAYS })));
