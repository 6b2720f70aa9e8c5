import { html } from '@app/web-page';
import type { Page } from './frame.js';
import type { Texts } from '../texts/texts.js';

/** Leads back to the shop. Not a redirect: form-action 'self' would forbid one to another site. */
export function onwardPage({ onward }: Texts, url: string): Page {
  const body = html`
    <section>
      <h1 class="notice">${onward.title}</h1>
      <p class="what">${onward.otherwise} <a id="onward" href="${url}">${onward.link}</a>.</p>
    </section>
  `;
  return { title: onward.title, body, goOnTo: url };
}
