import type { BankAnswer } from '../wire/form-fields.js';

type Poison = (answer: BankAnswer) => BankAnswer;

/** Stands in an answer for what no writer of JSON writes: its recursion would overflow the stack. */
const HERE = 'poison stands here';
const NESTED = {
  nestedArrays: '['.repeat(15_000) + ']'.repeat(15_000),
  nestedObjects: `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
} as const;

const PAN = '4444555511113333';

/** What a program that trusts its bank chokes on. */
const POISONS = {
  nestedArrays: (answer) => ({ ...answer, merchantOrderParams: HERE }),
  nestedObjects: (answer) => ({ ...answer, merchantOrderParams: HERE }),
  longReference: (answer) => ({ ...answer, authRefNum: '7'.repeat(12_000) }),
  longAddress: (answer) => ({ ...answer, formUrl: `${String(answer.formUrl)}&x=${'y'.repeat(12_000)}` }),
  longDigits: (answer) => ({ ...answer, errorMessage: '4'.repeat(48_000) }),
  longAts: (answer) => ({ ...answer, errorMessage: '@'.repeat(48_000) }),
  manyElements: (answer) => ({ ...answer, merchantOrderParams: elements(2_000) }),
  cardNumber: (answer) => ({
    ...answer,
    errorMessage: `Paid with 4444 5555 1111 3333`,
    orderDescription: `card ${PAN}, valid`,
    merchantOrderParams: [...listOf(answer.merchantOrderParams), { name: PAN, value: PAN }],
    cardAuthInfo: { ...blockOf(answer.cardAuthInfo), pan: PAN, maskedPan: PAN, cardholderName: PAN },
  }),
  strangeCharacters: (answer) => ({
    ...answer,
    errorMessage: STRANGE,
    orderDescription: STRANGE,
    authRefNum: STRANGE,
    merchantOrderParams: [...listOf(answer.merchantOrderParams), { name: STRANGE, value: STRANGE }],
  }),
  protoKeys: (answer) => ({
    ...answer,
    ...POLLUTION,
    paymentAmountInfo: { ...blockOf(answer.paymentAmountInfo), ...POLLUTION },
    merchantOrderParams: [...listOf(answer.merchantOrderParams), { name: '__proto__', value: 'x' }],
  }),
  megabyte: (answer) => ({ ...answer, orderDescription: 'x'.repeat(1_000_000) }),
} as const satisfies Record<string, Poison>;

export type PoisonName = keyof typeof POISONS;
export const POISON_NAMES = Object.keys(POISONS) as PoisonName[];

/** The answer as JSON, with the poison in it. */
export function poisoned(answer: BankAnswer, name: PoisonName): string {
  const text = JSON.stringify(POISONS[name](answer));
  return name in NESTED ? text.replace(`"${HERE}"`, NESTED[name as keyof typeof NESTED]) : text;
}

/** NUL, halves of surrogate pairs, a mark that turns the line around, and no character at all. */
const STRANGE = 'a\u0000b\ud800c\udc00d\u202ee\uffff';

/** A member of that name, which no literal makes. */
const POLLUTION = JSON.parse(
  '{"__proto__": {"orderStatus": 2, "polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
) as BankAnswer;

const elements = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `p${at}`, value: '' }));

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const blockOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
