// Aim: what a shop knows is recognised, whatever a proxy has made of its ETag on the way.
import { isKnown } from './if-none-match.js';

it.each([
  [undefined, false],
  ['', false],
  ['"2"', true],
  ['W/"2"', true],
  ['"1", W/"2"', true],
  ['W/"2","3"', true],
  ['*', true],
  ['"1"', false],
  ['W/"22"', false],
  ['2', false],
])('of version "2", %p knows: %p', (header, known) => {
  expect(isKnown('"2"', header)).toBe(known);
});
