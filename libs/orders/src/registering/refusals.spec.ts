// gateway.md §2: what each errorCode of register.do lets us conclude.
import { explainRefusal, isRefusedForGood } from './refusals.js';

it.each([
  [1, false, 'the order number is taken'],
  [2, false, 'the code is not documented'],
  [3, true, 'the currency is unknown'],
  [4, true, 'a mandatory field is empty'],
  [5, false, 'a value is wrong'],
  [7, false, 'the code is not documented'],
  [12, true, 'a value is missing'],
  [13, true, 'no right to the features'],
  [14, true, 'the features asked for are malformed'],
  [99, false, 'the code is not documented'],
])('code %i is for good: %p; it means that %s', (code, forGood, words) => {
  expect(isRefusedForGood(code)).toBe(forGood);
  expect(explainRefusal(code)).toContain(`with code ${code}: `);
  expect(explainRefusal(code)).toContain(words);
});
