import { readCommand } from './read-command.js';

const ADD = { does: 'add', name: 'aigerim', role: undefined, generate: false, unlessSame: false };

it.each([
  ['add aigerim', ADD],
  ['add Aigerim --role operator', { ...ADD, role: 'operator' }],
  ['add --generate --role=admin aigerim', { ...ADD, role: 'admin', generate: true }],
  ['add aigerim --unless-same', { ...ADD, unlessSame: true }],
  ['disable aigerim', { does: 'disable', name: 'aigerim' }],
  ['list', { does: 'list' }],
])('reads %p', (words, command) => expect(readCommand(words.split(' '))).toEqual(command));

it.each([
  ['', /npm run ops:user/],
  ['remove aigerim', /npm run ops:user/],
  ['add', /npm run ops:user/],
  ['add none', /can be no operator's name/],
  ['add aigerim --role root', /"root" is no role: viewer, operator, admin/],
  ['add aigerim --password secret', /Unknown option '--password'/],
  ['add aigerim secret', /Nothing is known to do with "secret"/],
  ['disable aigerim --role viewer', /--role belongs to add/],
  ['list aigerim', /npm run ops:user/],
])('says what is wrong with %p', (words, message) =>
  expect(() => readCommand(words.split(' ').filter(Boolean))).toThrow(message),
);
