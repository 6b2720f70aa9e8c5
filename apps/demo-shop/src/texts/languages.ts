import { EN } from './en.js';
import { KK } from './kk.js';
import { RU } from './ru.js';
import type { Language, Texts } from './texts.js';

export const TEXTS: Readonly<Record<Language, Texts>> = { kk: KK, ru: RU, en: EN };
