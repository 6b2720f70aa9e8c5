import { type Html, html, renderPage } from '@app/web-page';
import type { FastifyReply } from 'fastify';
import { TEXTS } from '../texts/languages.js';
import { LANGUAGES, type Texts } from '../texts/texts.js';
import { STYLES } from './styles.js';

export type Page = Readonly<{
  texts: Texts;
  title: string;
  body: Html;
  script?: string;
  /** How often a browser without script loads the page again. */
  reloadSeconds?: number;
}>;

/** The answer to "Buy" is a redirect to the bank's page, on a host that only Tolem knows: https, or one on this machine. */
const FORMS_LEAD_TO = "'self' https: http://127.0.0.1:* http://localhost:*";

export function framed(reply: FastifyReply, page: Page): string {
  const { texts, title, body, script, reloadSeconds } = page;
  const { headers, text } = renderPage({
    language: texts.language,
    title: `${title} · Dala`,
    style: STYLES,
    formAction: FORMS_LEAD_TO,
    ...(reloadSeconds !== undefined && {
      head: html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}" /></noscript>`,
    }),
    ...(script !== undefined && { script }),
    body: html`<header>
        <div class="wide">
          <a class="shop" href="/">Dala<span>${texts.slogan}</span></a>
          ${languages(reply, texts)}
          <span class="label">${texts.label}</span>
        </div>
      </header>
      <main class="wide">${body}</main>`,
  });
  void reply.headers(headers);
  return text;
}

const languages = ({ request }: FastifyReply, texts: Texts): Html =>
  html`<nav class="languages" aria-label="${texts.languages}">
    ${LANGUAGES.map(
      (language) =>
        html`<a
          href="${samePage(request.method === 'GET' ? request.url : '/', language)}"
          lang="${language}"
          hreflang="${language}"
          title="${TEXTS[language].name}"
          ${language === texts.language && html`aria-current="true"`}
          >${language}</a
        > `,
    )}
  </nav>`;

/** Without `back`: choosing a language is no coming back from the bank. */
function samePage(address: string, language: string): string {
  const here = `http://shop${address}`;
  const { pathname, searchParams } = new URL(URL.canParse(here) ? here : 'http://shop');
  searchParams.delete('back');
  searchParams.set('lang', language);
  // Two leading slashes would name another host.
  return `${pathname.replace(/^\/+/, '/')}?${searchParams.toString()}`;
}
