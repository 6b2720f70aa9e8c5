import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { DICTIONARIES } from './dictionaries.js';
import { type Language, LANGUAGES, type Texts } from './texts.js';

const KEPT_AS = 'tolem-language';

type Spoken = Readonly<{ language: Language; locale: string; texts: Texts }>;
type Speaking = Spoken & Readonly<{ speak: (language: Language) => void }>;

const Context = createContext<Speaking | null>(null);

/** What was chosen here before, else what the browser prefers. */
export function firstLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT_AS), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return (
    LANGUAGES.find((language) => language === wanted.find((tag) => tag === 'en' || tag === 'ru')) ?? 'en'
  );
}

export async function load(language: Language): Promise<Spoken> {
  const texts = await DICTIONARIES[language]();
  document.documentElement.lang = language;
  // The browser's own flavour of the language, where it has one: day before month, or after.
  const flavour = navigator.languages.find((tag) => tag.startsWith(language));
  return { language, texts, locale: flavour ?? { en: 'en-GB', ru: 'ru-RU' }[language] };
}

export function TextsProvider({ first, children }: Readonly<{ first: Spoken; children: ReactNode }>) {
  const [spoken, setSpoken] = useState(first);
  const speaking = useMemo<Speaking>(
    () => ({
      ...spoken,
      speak: (language) => {
        localStorage.setItem(KEPT_AS, language);
        void load(language).then(setSpoken);
      },
    }),
    [spoken],
  );
  return <Context value={speaking}>{children}</Context>;
}

export function useSpeaking(): Speaking {
  const speaking = useContext(Context);
  if (!speaking) throw new Error('no language is set');
  return speaking;
}

export const useTexts = (): Texts => useSpeaking().texts;
