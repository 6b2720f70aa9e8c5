import { fieldErrors } from './field-errors.js';

it.each([
  ['a field', { message: 'm', path: ['amount'] }, [{ pointer: '/amount', detail: 'm' }]],
  ['a nested field', { message: 'm', path: ['payer', 'email'] }, [{ pointer: '/payer/email', detail: 'm' }]],
  [
    'a place in a list',
    { message: 'm', path: ['items', 0, 'id'] },
    [{ pointer: '/items/0/id', detail: 'm' }],
  ],
  [
    'a segment object',
    { message: 'm', path: [{ key: 'payer' }, 'id'] },
    [{ pointer: '/payer/id', detail: 'm' }],
  ],
  ['the whole body', { message: 'm', path: [] }, [{ pointer: '', detail: 'm' }]],
  ['no path at all', { message: 'm' }, [{ pointer: '', detail: 'm' }]],
  ['a slash and a tilde', { message: 'm', path: ['a/b~c'] }, [{ pointer: '/a~1b~0c', detail: 'm' }]],
  [
    'unknown fields, each by itself',
    { message: 'm', path: ['payer'], keys: ['iin', 'a/b'] },
    [
      { pointer: '/payer/iin', detail: 'Unknown field' },
      { pointer: '/payer/a~1b', detail: 'Unknown field' },
    ],
  ],
])('points at %s', (_what, issue, expected) => {
  expect(fieldErrors([issue])).toEqual(expected);
});
