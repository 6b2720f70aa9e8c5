import type { Language } from '../texts/texts.js';

const ALMATY = { timeZone: 'Asia/Almaty' } as const;
const DAY = { ...ALMATY, day: 'numeric', month: 'short' } as const;
const DAYS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  kk: new Intl.DateTimeFormat('kk', DAY),
  ru: new Intl.DateTimeFormat('ru', DAY),
  en: new Intl.DateTimeFormat('en-GB', DAY),
};
const MINUTES = new Intl.DateTimeFormat('en-GB', { ...ALMATY, timeStyle: 'short' });
const TIME = new Intl.DateTimeFormat('en-GB', {
  ...ALMATY,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** 31 Jan, 14:05, as the clocks in Almaty show it. */
export const dateOf = (instant: Date, language: Language): string =>
  `${DAYS[language].format(instant)}, ${MINUTES.format(instant)}`;

/** 14:05:09.123 in Almaty. */
export const instantOf = (instant: Date): string => TIME.format(instant);
