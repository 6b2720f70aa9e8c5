import { echoOf, mdOrderOf } from './params.js';

const OURS = [
  { name: 'tolemOrder', value: 'o-1' },
  { name: 'tolemRegistration', value: 'r-1' },
];
const UNREADABLE = [
  null,
  'tolemOrder',
  7,
  [],
  [{ name: 'tolemOrder', value: 'x' }],
  {},
  { name: 'tolemOrder' },
  { name: 'tolemOrder', value: null },
  { name: 'tolemOrder', value: '' },
  { name: 'tolemOrder', value: {} },
  { value: 'o-2' },
  { name: {}, value: 'o-2' },
];
const THEIRS = Array.from({ length: 2_000 }, (_, at) => ({ name: `bin${at}`, value: 'x' }));

it.each([
  ['alone', OURS],
  ['before what nobody can read', [...OURS, ...UNREADABLE]],
  ['after what nobody can read', [...UNREADABLE, ...OURS]],
  ['after 2,000 of the gateway’s own', [...THEIRS, ...OURS]],
])('finds our echo %s', (_what, list) => {
  expect(echoOf(list)).toEqual({ tolemOrder: 'o-1', tolemRegistration: 'r-1' });
});

it('takes a number for its digits', () => {
  expect(echoOf([{ name: 'tolemOrder', value: 5 }])).toEqual({ tolemOrder: '5' });
});

it('makes none of ours of a long echo', () => {
  const id = '0b6f3d1e-5123-7221-9d44-3a5e00a7d8c0';
  const { tolemOrder } = echoOf([{ name: 'tolemOrder', value: id.padEnd(60_000, 'x') }]);
  expect(tolemOrder).toHaveLength(64);
});

it('keeps no parameter but ours', () => {
  expect(
    echoOf([
      { name: '__proto__', value: 'x' },
      { name: 'phone', value: '+77011234567' },
    ]),
  ).toEqual({});
});

it.each([undefined, null, 'list', {}, 5])('finds none in %j', (list) => {
  expect([echoOf(list), mdOrderOf(list)]).toEqual([{}, null]);
});

it('finds the bank’s id, if it can be one', () => {
  const named = (value: unknown) => ({ name: 'mdOrder', value });
  expect(mdOrderOf([...UNREADABLE, ...THEIRS, named('bank-1')])).toBe('bank-1');
  for (const value of ['', 'x'.repeat(37), 'a b', 'a\0', 'a;b', 'жи', {}])
    expect(mdOrderOf([named(value)])).toBeNull();
  expect(mdOrderOf([named('a b'), named('bank-2')])).toBe('bank-2');
});
