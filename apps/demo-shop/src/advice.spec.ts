import { adviceFor } from './advice.js';

describe('advice for a payer', () => {
  it.each([
    ['other-card', 'You can try another card.'],
    ['top-up-or-other-card', 'You can top up the card or try another card.'],
    ['a-word-of-tomorrow-or-other-card', 'You can try another card.'],
    ['a-word-of-tomorrow', ''],
    ['wait', ''],
    [null, ''],
  ])('%s: %s', (advice, sentence) => {
    expect(adviceFor(advice)).toBe(sentence);
  });
});
