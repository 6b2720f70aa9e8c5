import { html } from '@app/web-page';
import type { Texts } from '../texts/texts.js';
import type { Page } from './frame.js';

type Notice = Readonly<{ title: string; text: string; order?: string }>;

/** A page that says one thing, and the way on. */
export function noticePage(texts: Texts, { title, text, order }: Notice): Page {
  const body = html`
    <section class="card notice">
      <h1>${title}</h1>
      <p id="notice">${text}</p>
      ${order !== undefined && html`<p class="soft">${texts.order} <a href="/orders/${order}">${order}</a></p>`}
      <p><a class="button" href="/">${texts.back}</a></p>
    </section>
  `;
  return { texts, title, body };
}
