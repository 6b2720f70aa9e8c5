import { EN } from './en.js';
import { KK } from './kk.js';
import { RU } from './ru.js';
import type { Texts } from './texts.js';

/** Kazakh goes by both codes: which of them this bank means is not known. */
export const CODES = { kk: KK, kz: KK, ru: RU, en: EN } as const satisfies Record<string, Texts>;
export type LanguageCode = keyof typeof CODES;

export const isLanguageCode = (code: string | undefined): code is LanguageCode =>
  code !== undefined && Object.hasOwn(CODES, code);
