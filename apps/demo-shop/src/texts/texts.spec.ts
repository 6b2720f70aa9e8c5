// Aim: every language says everything: each product, each piece of advice, and nothing is left untranslated.
import { PRODUCTS } from '../products.js';
import { TEXTS } from './languages.js';
import { LANGUAGES } from './texts.js';

it.each(LANGUAGES)('%s has a name for every product and a sentence for every advice', (language) => {
  const texts = TEXTS[language];
  expect(Object.keys(texts.products)).toEqual(PRODUCTS.map(({ id }) => id));
  expect(Object.keys(texts.canDo)).toEqual(Object.keys(TEXTS.en.canDo));
});

it('says nothing twice: Kazakh and Russian differ from English wherever there are words', () => {
  for (const step of TEXTS.en.steps.titles.keys()) {
    const titles = LANGUAGES.map((language) => TEXTS[language].steps.titles[step]);
    expect(new Set(titles).size).toBe(LANGUAGES.length);
  }
});
