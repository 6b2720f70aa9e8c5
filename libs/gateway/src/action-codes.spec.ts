import codes from './action-codes.json' with { type: 'json' };
import { explainActionCode, isFailedAttempt } from './action-codes.js';

it.each<[number | null, boolean, string]>([
  [null, false, 'the bank did not say'],
  [0, false, 'success'],
  [-100, false, 'nobody has tried'],
  [-9000, false, 'an attempt has only begun'],
  [-30001, false, 'the bank is being asked'],
  [-1, false, 'processing did not answer'],
  [1001, false, 'payment data not entered yet'],
  [2008, false, 'the transaction is not finished'],
  [151019, false, 'sent to processing, no answer came'],
  [116, true, 'not enough money'],
  [-2025, true, '3-D Secure failed'],
  [71015, true, 'some payment data wrong'],
  [151018, true, 'never sent to processing'],
  [-2027, false, 'other banks: pending'],
  [-2026, false, 'other banks: nobody has said what it means'],
  [-2028, false, 'the same'],
  [-2029, false, 'the same'],
  [987654, false, 'an unknown code'],
])('code %p on an open order is a failed attempt: %p (%s)', (code, failed) => {
  expect(isFailedAttempt(code)).toBe(failed);
});

it.each([
  [-2007, 'timeout', 2007, 'technical'],
  [-2012, 'technical', 2012, 'cancelled'],
  [-2014, 'timeout', 2014, '3ds'],
  [-2009, 'timeout', 2009, 'technical'],
  [-2023, '3ds', 2023, 'technical'],
])('%i (%s) is not %i (%s)', (code, category, other, otherCategory) => {
  expect([explainActionCode(code).category, explainActionCode(other).category]).toEqual([
    category,
    otherCategory,
  ]);
});

it('has 154 codes, each once, each with words and advice', () => {
  expect(new Set(codes.map(({ code }) => code)).size).toBe(154);
  for (const { meaning, advice } of codes)
    expect([meaning, advice]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
});

it('takes an unknown code for a technical fault', () => {
  expect(explainActionCode(987654)).toEqual({
    reason: 'Unknown action code 987654',
    advice: 'try-later',
    category: 'technical',
  });
});
