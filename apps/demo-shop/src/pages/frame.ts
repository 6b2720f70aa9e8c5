import { type Html, html, renderPage } from '@app/kernel';
import type { FastifyReply } from 'fastify';
import { STYLES } from './styles.js';

export type Page = Readonly<{
  title: string;
  body: Html;
  script?: string;
  /** How often a browser without script loads the page again. */
  reloadSeconds?: number;
}>;

/** The answer to "Buy" is a redirect to the bank's page, on a host that only Tolem knows: https, or one on this machine. */
const FORMS_LEAD_TO = "'self' https: http://127.0.0.1:* http://localhost:*";

export function framed(reply: FastifyReply, { title, body, script, reloadSeconds }: Page): string {
  const { headers, text } = renderPage({
    language: 'en',
    title: `${title} · Dala`,
    style: STYLES,
    formAction: FORMS_LEAD_TO,
    ...(reloadSeconds !== undefined && {
      head: html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}" /></noscript>`,
    }),
    ...(script !== undefined && { script }),
    body: html`<header>
        <div class="wide">
          <a class="shop" href="/">Dala<span>things of the steppe</span></a>
          <span class="label">Demo, no real money</span>
        </div>
      </header>
      <main class="wide">${body}</main>`,
  });
  void reply.headers(headers);
  return text;
}
