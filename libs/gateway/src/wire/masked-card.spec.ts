import { maskedCardOf } from './masked-card.js';

it.each<[string, unknown, string | null]>([
  ['what is masked', { maskedPan: '411111**1111', pan: '411111**1111' }, '411111**1111'],
  ['with other masks', { maskedPan: '4111 11XX XXXX 1111' }, '4111 11XX XXXX 1111'],
  ['a pan that is masked, where that is all', { pan: '425603**5616' }, '425603**5616'],
  ['a pan with dots', { pan: '425603••••••5616' }, '425603••••••5616'],
  ['a pan beside an empty mask', { maskedPan: '', pan: '425603xx5616' }, '425603xx5616'],
  ['a pan beside a broken mask', { maskedPan: { a: 1 }, pan: '425603xx5616' }, '425603xx5616'],
  ['no pan in full', { pan: '4111111111111111' }, null],
  ['no pan in full as a number', { pan: 4111111111111111 }, null],
  ['a mask in full, masked', { maskedPan: '4111111111111111' }, '411111**1111'],
  ['a mask in full with blanks, masked', { maskedPan: '4111 1111 1111 1111' }, '411111**1111'],
  ['a mask in full as a number, masked', { maskedPan: 4111111111111111 }, '411111**1111'],
  ['a pan of too many digits, masked', { pan: '41111111**111111' }, '411111**1111'],
  ['no digits at all', { maskedPan: '************' }, null],
  ['no words', { maskedPan: 'VISA ****1111' }, null],
  ['nothing longer than a card', { maskedPan: '4'.repeat(20) }, null],
  ['nothing very long', { maskedPan: `4111${'*'.repeat(12_000)}1111` }, null],
  ['nothing of nothing', undefined, null],
  ['nothing of a list', ['411111**1111'], null],
])('takes %s', (_what, cardAuthInfo, seen) => {
  expect(maskedCardOf(cardAuthInfo)).toBe(seen);
});
