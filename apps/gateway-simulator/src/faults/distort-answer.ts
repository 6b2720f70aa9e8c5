import { contradicting, type ContradictionName } from './contradictions.js';
import type { Earlier } from './earlier-answers.js';
import { type DateMistake, misdated } from './impossible-dates.js';
import { partOf, type PartName } from './partial-answers.js';
import type { DistortionName, FaultOrder } from './faults.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { STATUS } from '../bank/order.js';

/** What the answer is given amid: the bank's time, how far its dates are ahead of that, and what it would have said before. */
export type Scene = Readonly<{
  now: number;
  skewMs: number;
  earlier: (when: Earlier) => BankAnswer | undefined;
}>;
type Distort = (answer: BankAnswer, order: FaultOrder, scene: Scene) => BankAnswer;

/** Minor units. */
const TOO_MUCH = 100;
const NO_STATUS_OF_THE_PLATFORM = 42;
const US_DOLLAR = '840';

/** Answers that are well-formed and wrong. What an answer does not have, nothing is done to. */
const DISTORTIONS: Readonly<Record<DistortionName, Distort>> = {
  wrongAmount: (answer) =>
    typeof answer.amount === 'number' ? { ...answer, amount: answer.amount + TOO_MUCH } : answer,
  wrongCurrency: (answer) => ('currency' in answer ? { ...answer, currency: US_DOLLAR } : answer),
  unknownStatus: (answer) =>
    'orderStatus' in answer ? { ...answer, orderStatus: NO_STATUS_OF_THE_PLATFORM } : answer,
  missingFields: (answer, { fields = [] }) =>
    Object.fromEntries(Object.entries(answer).filter(([name]) => !fields.includes(name))),
  otherValues: (answer, { values = {} }) => ({ ...answer, ...values }),
  late: (answer, { seconds = 0, earlierCode = false }, { now, skewMs, earlier }) => {
    const paidAt = Number(answer.authDateTime) - skewMs;
    const isLate = isPaidStatus(answer.orderStatus) && now < paidAt + seconds * 1000;
    if (!isLate) return answer;
    return (earlierCode && earlier({ status: STATUS.registered })) || asUnpaid(answer);
  },
  stale: (answer, { seconds, status }, { earlier }) =>
    'orderStatus' in answer ? (earlier({ seconds, status }) ?? answer) : answer,
  contradictory: (answer, { variant }) => contradicting(answer, variant as ContradictionName),
  partial: (answer, { variant }) => partOf(answer, variant as PartName),
  impossibleDates: (answer, { variant, fields }) => misdated(answer, variant as DateMistake, fields),
};

export function distort(order: FaultOrder & { fault: DistortionName }, answer: BankAnswer, scene: Scene) {
  return DISTORTIONS[order.fault](answer, order, scene);
}

const isPaidStatus = (status: unknown): boolean => status === STATUS.deposited || status === STATUS.approved;

const SAID_OF_UNPAID = [
  'errorCode',
  'errorMessage',
  'orderNumber',
  'amount',
  'currency',
  'date',
  'orderDescription',
  'merchantOrderParams',
  'attributes',
  'terminalId',
];

/** The answer of before the payer came (gateway.md §3, example A). */
function asUnpaid(answer: BankAnswer): BankAnswer {
  return {
    ...Object.fromEntries(Object.entries(answer).filter(([name]) => SAID_OF_UNPAID.includes(name))),
    orderStatus: STATUS.registered,
    actionCode: -100,
    actionCodeDescription: '',
    paymentAmountInfo: {
      paymentState: 'CREATED',
      approvedAmount: 0,
      depositedAmount: 0,
      refundedAmount: 0,
      feeAmount: 0,
      totalAmount: 0,
    },
    bankInfo: { bankCountryCode: 'UNKNOWN', bankCountryName: 'Unknown' },
  };
}
