import type { BankAnswer } from '../wire/form-fields.js';

type Leave = (answer: BankAnswer) => BankAnswer;

/** Whatever the platform calls optional is missing at one bank or another (gateway.md §5b). */
const PARTS = {
  onlyPaymentState: (answer) => withAmounts(answer, (name) => name === 'paymentState'),
  onlyApproved: (answer) => withAmounts(answer, (name) => ['paymentState', 'approvedAmount'].includes(name)),
  onlyRefunded: (answer) => withAmounts(answer, (name) => ['paymentState', 'refundedAmount'].includes(name)),
  withoutPaymentState: (answer) => withAmounts(answer, (name) => name !== 'paymentState'),
  withoutDeposited: (answer) => withAmounts(answer, (name) => name !== 'depositedAmount'),
  withoutAmounts: (answer) => without(answer, ['paymentAmountInfo']),
  withoutBlocks: (answer) => without(answer, BLOCKS),
  /** They stand before the elements that can be read. */
  unreadableElements: (answer) => mapLists(answer, (list) => [...UNREADABLE, ...list]),
  elementsWithoutValue: (answer) => mapLists(answer, (list) => [...WITHOUT_VALUE, ...list]),
} as const satisfies Record<string, Leave>;

export type PartName = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as PartName[];

/** The answer without what the part's name says. */
export const partOf = (answer: BankAnswer, name: PartName): BankAnswer => PARTS[name](answer);

const BLOCKS = [
  'attributes',
  'bankInfo',
  'bindingInfo',
  'cardAuthInfo',
  'merchantOrderParams',
  'paymentAmountInfo',
  'refunds',
  'transactionAttributes',
];

/** The gateway adds parameters of its own. */
const WITHOUT_VALUE = [{ name: 'binProductCategory' }, { name: 'originalResponseCode' }];
const UNREADABLE = [null, 7, 'text', [], {}, { value: 'of nothing' }, { name: 1, value: {} }];

const without = (answer: BankAnswer, names: readonly string[]): BankAnswer =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => !names.includes(name)));

function withAmounts(answer: BankAnswer, keeps: (name: string) => boolean): BankAnswer {
  const { paymentAmountInfo } = answer;
  if (typeof paymentAmountInfo !== 'object' || paymentAmountInfo === null) return answer;
  const kept = Object.entries(paymentAmountInfo).filter(([name]) => keeps(name));
  return { ...answer, paymentAmountInfo: Object.fromEntries(kept) };
}

const mapLists = (answer: BankAnswer, map: (list: unknown[]) => unknown[]): BankAnswer =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, Array.isArray(value) ? map(value) : value]),
  );
