import type { FastifyReply } from 'fastify';
import { TEXTS } from './texts/languages.js';
import { type Language, LANGUAGES, type Texts } from './texts/texts.js';

const A_YEAR_SECONDS = 365 * 24 * 3600;

/** In which language a visitor reads: the one he chose (remembered in a cookie), or the first his browser names. */
export function textsFor(reply: FastifyReply): Texts {
  const { query, headers } = reply.request;
  const chosen = (query as Record<string, unknown> | undefined)?.lang;
  if (isLanguage(chosen)) {
    void reply.header(
      'set-cookie',
      `lang=${chosen}; Path=/; Max-Age=${A_YEAR_SECONDS}; SameSite=Lax; HttpOnly`,
    );
    return TEXTS[chosen];
  }
  return TEXTS[languageOf(headers.cookie, headers['accept-language'])];
}

export function languageOf(cookie = '', accepted = ''): Language {
  const remembered = /(?:^|;\s*)lang=(\w+)/.exec(cookie)?.[1];
  const wished = accepted.split(',').map((wish) => wish.trim().slice(0, 2).toLowerCase());
  return [remembered, ...wished].find(isLanguage) ?? 'en';
}

const isLanguage = (word: unknown): word is Language => LANGUAGES.some((language) => language === word);
