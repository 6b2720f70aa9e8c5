import { adviceFor } from './advice.js';
import { TEXTS } from './texts/languages.js';

describe('advice for a payer', () => {
  it.each([
    ['other-card', 'You can try another card.'],
    ['top-up-or-other-card', 'You can top up the card or try another card.'],
    ['a-word-of-tomorrow-or-other-card', 'You can try another card.'],
    ['a-word-of-tomorrow', ''],
    ['wait', ''],
    [null, ''],
  ])('%s: %s', (advice, sentence) => {
    expect(adviceFor(advice, TEXTS.en)).toBe(sentence);
  });

  it('is given in the reader’s language', () => {
    expect(adviceFor('top-up-or-other-card', TEXTS.kk)).toBe(
      'Сізге картаны толтыруға немесе басқа картамен төлеп көруге болады.',
    );
  });
});
