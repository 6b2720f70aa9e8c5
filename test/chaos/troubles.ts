import type { CaseReason, OrderState } from '@app/orders';

/** A fault as `/control` of the pretend bank takes it (apps/gateway-simulator/README.md). */
export type Fault = Readonly<{
  endpoint: string;
  fault: string;
  when?: 'before' | 'after';
  times?: number;
  probability?: number;
  [detail: string]: unknown;
}>;

/** What a payer does with the page, once he has it. */
export type Payer =
  | 'pays'
  | 'pays with a phone'
  | 'pays after a refusal'
  | 'is refused'
  | 'is refused, and pays a new page'
  | 'pays after a question'
  | 'fails at a question'
  | 'vanishes at a question'
  | 'pays in two tabs'
  | 'never comes'
  | 'lets it expire, and pays a new page';

/** One kind of misfortune, given to some orders. */
export type Trouble = Readonly<{
  name: string;
  /** About the shop's number, in force before the shop registers. */
  registering?: readonly Fault[];
  /** About the bank's id, in force once the shop has the page and before the payer has. */
  registered?: readonly Fault[];
  payer?: Payer;
  /** Where only a person can help: the case that stays open, and the state the order stays in. */
  remedy?: Readonly<{ reason: CaseReason; state: OrderState }>;
  /** The faults in force about the registered order end once it is in this state. */
  until?: OrderState;
}>;

const REGISTER = 'register.do';
const STATUS = 'getOrderStatusExtended.do';
const DECLINE = 'decline.do';
/** Of both ways to register. */
const either = (fault: Omit<Fault, 'endpoint'>): Fault[] =>
  [REGISTER, 'registerPreAuth.do'].map((endpoint) => ({ ...fault, endpoint }) as Fault);
const asked = (fault: string, times: number, more: object = {}): Fault => ({
  endpoint: STATUS,
  fault,
  times,
  ...more,
});
/** Until a person has seen to it. */
const ALWAYS = 0;

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
  { name: 'register.do finds the number taken', registering: either({ fault: 'refuse', errorCode: 1 }) },
  { name: 'register.do is denied once', registering: either({ fault: 'refuse', errorCode: 5 }) },
  { name: 'register.do refuses the currency', registering: either({ fault: 'refuse', errorCode: 3 }) },
  ...lostAndNotClosed.map(([fault, more], at) => ({
    name: `the answer of register.do is lost, and decline.do fails: ${fault} ${at}`,
    registering: [
      ...either({ fault: 'cut', when: 'after' }),
      { endpoint: DECLINE, fault, times: 2, ...more },
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

const forAPerson = (
  reason: CaseReason,
  state: OrderState,
  faults: readonly Fault[],
  payer: Payer = 'pays',
): Trouble => ({
  name: `for a person: ${reason}, by ${faults.map(({ fault }) => fault).join(' and ')}`,
  registered: faults,
  remedy: { reason, state },
  payer,
});

const FOR_A_PERSON: readonly Trouble[] = [
  forAPerson('amount_mismatch', 'registered', [asked('wrongAmount', ALWAYS)]),
  forAPerson('amount_mismatch', 'registered', [asked('wrongCurrency', ALWAYS)]),
  forAPerson('unknown_status', 'registered', [asked('unknownStatus', ALWAYS)]),
  forAPerson('unknown_status', 'registered', [asked('missingFields', ALWAYS, { fields: ['orderStatus'] })]),
  forAPerson('unknown_at_gateway', 'registered', [asked('refuse', ALWAYS, { errorCode: 6 })]),
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
    ...forAPerson('paid_after_close', 'paid', [
      asked('otherValues', ALWAYS, { values: { orderStatus: 6, actionCode: -2007 } }),
    ]),
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
      asked('otherValues', ALWAYS, { values: { amount: 1 } }),
    ],
    remedy: { reason: 'stranger_at_gateway', state: 'created' },
  },
];

/** Every order gets one of these in turn. */
export const TROUBLES: readonly Trouble[] = [
  ...REGISTERING,
  ...ASKING,
  ...CALLING_BACK,
  ...FOR_A_PERSON,
  ...Array.from({ length: 6 }, () => ({ name: 'none of its own' })),
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
].map((fault) => [REGISTER, STATUS].map((endpoint) => ({ endpoint, ...fault, times: ALWAYS })));
