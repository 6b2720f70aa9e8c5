import { PAGES_EN } from './pages.js';
import { WORDS_EN } from './words.js';

export const EN = { ...PAGES_EN, words: WORDS_EN };
