import { type Html, html, renderPage } from '@app/web-page';
import type { FastifyReply } from 'fastify';
import { STYLES } from './styles.js';
import { CODES, type LanguageCode } from '../texts/languages.js';
import type { Texts } from '../texts/texts.js';

export type Page = Readonly<{
  title: string;
  body: Html;
  /** It is the card's bank that speaks, not this one. */
  isPayersBank?: boolean;
  script?: string;
  /** Where a browser without script goes on to by itself. */
  goOnTo?: string;
  /** The same page in another language. */
  inLanguage?: (code: LanguageCode) => string;
}>;

const SWITCH = ['kk', 'ru', 'en'] as const;

export function framed(reply: FastifyReply, language: LanguageCode, page: Page): string {
  const texts = CODES[language];
  const { title, body, script, goOnTo, inLanguage, isPayersBank } = page;
  const { headers, text } = renderPage({
    language: language === 'kz' ? 'kk' : language,
    title,
    style: STYLES,
    ...(goOnTo !== undefined && { head: html`<meta http-equiv="refresh" content="0;url=${goOnTo}" />` }),
    ...(script !== undefined && { script }),
    body: html`<main>
      <header class="${isPayersBank && 'other'}">
        <span class="bank">${isPayersBank ? texts.payersBank : texts.bank}</span>
        <span class="label">${texts.label}</span>
      </header>
      ${inLanguage && languageSwitch(texts, inLanguage)} ${body}
    </main>`,
  });
  void reply.headers(headers);
  return text;
}

function languageSwitch(texts: Texts, inLanguage: (code: LanguageCode) => string): Html {
  const names = SWITCH.map((code) =>
    CODES[code] === texts
      ? html`<span aria-current="true">${texts.name}</span> `
      : html`<a href="${inLanguage(code)}" lang="${code}" hreflang="${code}">${CODES[code].name}</a> `,
  );
  return html`<nav aria-label="${texts.languages}">${names}</nav>`;
}
