import type { Texts } from '../texts.js';
import { PAGES_RU } from './pages.js';
import { WORDS_RU } from './words.js';

export const RU: Texts = { ...PAGES_RU, words: WORDS_RU };
