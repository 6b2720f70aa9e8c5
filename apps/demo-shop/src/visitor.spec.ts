// Aim: a visitor reads in the language he chose, else in the first of his browser's that the shop speaks.
import { languageOf } from './visitor.js';

it.each([
  ['', 'kk-KZ,kk;q=0.9,ru;q=0.8', 'kk'],
  ['', 'de-DE, ru;q=0.5', 'ru'],
  ['', '*', 'en'],
  ['', '', 'en'],
  ['a=b; lang=ru', 'kk', 'ru'],
  ['lang=xx', 'kk', 'kk'],
])('cookie "%s" and browser "%s": %s', (cookie, accepted, language) => {
  expect(languageOf(cookie, accepted)).toBe(language);
});
