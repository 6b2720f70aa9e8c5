import { mayActAs, readOperatorName, ROLES } from './operator.js';

it('ranks roles: whoever may do more may do all that is below', () => {
  const table = ROLES.map((role) => ROLES.filter((needed) => mayActAs(role, needed)));
  expect(table).toEqual([['viewer'], ['viewer', 'operator'], ['viewer', 'operator', 'admin']]);
});

it.each([
  ['aigerim', 'aigerim'],
  [' Aigerim ', 'aigerim'],
  ['a.b_c-d@example.kz', 'a.b_c-d@example.kz'],
  ['none', undefined],
  ['command-line', undefined],
  ['', undefined],
  ['-x', undefined],
  ['two words', undefined],
  ['имя', undefined],
  ['a\0', undefined],
  ['a'.repeat(64), undefined],
])('reads %p as %p', (typed, name) => expect(readOperatorName(typed)).toBe(name));
