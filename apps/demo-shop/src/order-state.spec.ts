import { stateAfter } from './order-state.js';

describe('the state after an event', () => {
  it.each([
    ['registered', 'undecided'],
    ['created', 'undecided'],
    ['paid', 'paid'],
    ['partially_refunded', 'partially_refunded'],
    ['declined', 'declined'],
    ['expired', 'expired'],
    ['rejected', 'rejected'],
  ])('%s at Tolem is %s in the shop', (stateAtTolem, state) => {
    expect(stateAfter(stateAtTolem)).toBe(state);
  });

  it.each(['a-word-of-tomorrow', 'toString', ''])('moves nothing on the unknown word "%s"', (word) => {
    expect(stateAfter(word)).toBeUndefined();
  });
});
