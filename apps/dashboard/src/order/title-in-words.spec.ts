// Aim: every kind of entry that the service tells of has a title in words, with what it is about.
import type { TimelineEntry } from '../api/contract.js';
import { EN } from '../texts/en/index.js';
import { RU } from '../texts/ru/index.js';
import { titleInWords } from './title-in-words.js';

const CASES: readonly [TimelineEntry['kind'], string, TimelineEntry['detail'], string][] = [
  ['registered', 'registration.sent', { attempt: 1 }, 'Sent to the bank to be registered'],
  ['returned', 'payer.returned', null, 'The payer came back'],
  ['callback', 'callback.deposited', { status: '1' }, 'Callback of the bank: money was taken'],
  ['callback', 'callback.newWord', { status: '1' }, 'Callback of the bank: newWord, status 1'],
  ['callback', 'callback.deposited', { status: '7' }, 'Callback of the bank: deposited, status 7'],
  ['callback', 'callback.bindingCreated', null, 'Callback of the bank: bindingCreated, status –'],
  ['event', 'order.paid', null, 'Paid'],
  ['case', 'case.opened', { reason: 'disputed' }, 'Case opened: Disputed'],
  ['case', 'case.closed', { reason: 'new_reason' }, 'Case closed: new_reason'],
  ['answer', 'answer.charged', null, 'The bank’s answer changed: charged: money was taken'],
  ['comment', 'comment', { text: 'Called them.' }, 'Comment: Called them.'],
  ['operator', 'ask-bank', { registrations: 1 }, 'asked the bank'],
];

it.each(CASES)('%s %s %j is titled %s', (kind, title, detail, words) => {
  expect(titleInWords(EN, { kind, title, detail })).toBe(words);
});

/** Every operation that the bank names, done and failed. */
const PAIRS: readonly [operation: string, status: string, words: string][] = [
  ['approved', '1', 'money is held'],
  ['approved', '0', 'an attempt to pay failed'],
  ['deposited', '1', 'money was taken'],
  ['deposited', '0', 'an attempt to pay failed'],
  ['reversed', '1', 'the payment was taken back'],
  ['reversed', '0', 'the payment could not be taken back'],
  ['refunded', '1', 'money was given back'],
  ['refunded', '0', 'money could not be given back'],
  ['declinedByTimeout', '1', 'the time to pay is over'],
  ['declinedByTimeout', '0', 'the page could not be closed after its time'],
  ['declinedCardPresent', '1', 'a card at a terminal was declined'],
  ['declinedCardPresent', '0', 'a card at a terminal could not be declined'],
  ['declinedCardpresent', '1', 'a card at a terminal was declined'],
  ['declinedCardpresent', '0', 'a card at a terminal could not be declined'],
  ['bindingCreated', '1', 'a card was saved'],
  ['bindingCreated', '0', 'a card could not be saved'],
  ['bindingActivityChanged', '1', 'a saved card was turned on or off'],
  ['bindingActivityChanged', '0', 'a saved card could not be turned on or off'],
  ['created', '1', 'the order was made at the bank'],
  ['created', '0', 'the order could not be made at the bank'],
  ['subscriptionCreated', '1', 'a subscription was made'],
  ['subscriptionCreated', '0', 'a subscription could not be made'],
];

it.each(PAIRS)('a callback %s with status %s is titled %s', (operation, status, words) => {
  const entry = { kind: 'callback', title: `callback.${operation}`, detail: { status } } as const;
  expect(titleInWords(EN, entry)).toBe(`Callback of the bank: ${words}`);
});

it.each(PAIRS)(
  'a callback %s with status %s says in Russian, too, whether it was done',
  (operation, status) => {
    const titled = (one: string) =>
      titleInWords(RU, { kind: 'callback', title: `callback.${operation}`, detail: { status: one } });
    expect(titled(status)).not.toContain(operation);
    expect(titled('0')).not.toBe(titled('1'));
    expect(titled('0')).toMatch(/не удалось|не удалась/);
  },
);
