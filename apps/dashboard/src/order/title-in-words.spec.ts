// Aim: every kind of entry that the service tells of has a title in words, with what it is about.
import type { TimelineEntry } from '../api/contract.js';
import { EN } from '../texts/en/index.js';
import { titleInWords } from './title-in-words.js';

const CASES: readonly [TimelineEntry['kind'], string, TimelineEntry['detail'], string][] = [
  ['registered', 'registration.sent', { attempt: 1 }, 'Sent to the bank to be registered'],
  ['returned', 'payer.returned', null, 'The payer came back'],
  ['callback', 'callback.deposited', { status: '1' }, 'Callback of the bank: money was taken'],
  ['callback', 'callback.newWord', null, 'Callback of the bank: newWord'],
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
