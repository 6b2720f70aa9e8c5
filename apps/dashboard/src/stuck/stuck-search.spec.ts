// Aim: an address can be kept and sent on: what it says comes back, and nonsense in it does no harm.
import { filterOf, readSearch, writeSearch } from './stuck-search.js';

const again = (address: string): string => writeSearch(readSearch(new URLSearchParams(address))).toString();

it.each([
  ['', ''],
  ['reason=disputed&reason=unknown_status&shop=books', 'reason=disputed&reason=unknown_status&shop=books'],
  ['q=A-17&sort=-amount&limit=100&offset=200', 'q=A-17&sort=-amount&limit=100&offset=200'],
  ['sort=severity&limit=50&offset=0', ''],
  ['sort=colour&limit=7&offset=-1&page=2', ''],
])('?%s comes back as ?%s', (address, expected) => {
  expect(again(address)).toBe(expected);
});

it('asks about what the filter says, on whichever page one stands', () => {
  const search = readSearch(new URLSearchParams('assignee=none&reason=disputed&offset=50&sort=amount'));
  expect(filterOf(search)).toEqual({ assignee: 'none', reason: ['disputed'] });
});
