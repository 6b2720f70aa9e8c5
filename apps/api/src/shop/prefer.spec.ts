import { preferredWaitSeconds } from './prefer.js';

it.each([
  [undefined, 0],
  ['', 0],
  ['respond-async', 0],
  ['wait=20', 20],
  ['respond-async, wait=5', 5],
  ['WAIT = "7"; x=1', 7],
  ['wait=99', 30],
  ['wait=-1', 0],
  ['wait=soon', 0],
  ['await=5', 0],
])('%p waits %i seconds', (header, seconds) => {
  expect(preferredWaitSeconds(header)).toBe(seconds);
});
