import type { Language, Texts } from './texts.js';

/** Each language is a file of its own: nobody loads the other. */
export const DICTIONARIES: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => (await import('./en/index.js')).EN,
  ru: async () => (await import('./ru/index.js')).RU,
};
