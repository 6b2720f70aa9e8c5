import type { EN } from './en/index.js';

/** The shape of a dictionary: whatever one language says, every other must say, or it does not compile. */
type Shape<T> = T extends (...args: infer Args) => string
  ? (...args: Args) => string
  : T extends string
    ? string
    : T extends readonly string[]
      ? readonly [string, string]
      : { readonly [Key in keyof T]: Shape<T[Key]> };

export type Texts = Shape<typeof EN>;

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
