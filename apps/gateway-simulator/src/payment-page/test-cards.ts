import { type Html, html } from '@app/web-page';
import { AUTHENTICATION_FAILED, CARDS, RIGHT_CVC, type TestCard } from '../bank/cards.js';
import type { Texts } from '../texts/texts.js';

/** The cards a tester can type, or have typed. */
export function testCards({ cards }: Texts, now: number): Html {
  const expiry = `12/${String(new Date(now).getUTCFullYear() + 1).slice(-2)}`;
  const list = (rows: readonly TestCard[]) =>
    html`<ul>
      ${rows.map((card) => row(card, cards, expiry))}
    </ul>`;
  return html`
    <section class="cards">
      <h2>${cards.title}</h2>
      <p>${cards.anyDate}</p>
      ${list(CARDS.filter((card) => !card.own))}
      <details>
        <summary>${cards.own}</summary>
        ${list(CARDS.filter((card) => card.own))}
      </details>
    </section>
  `;
}

function row(card: TestCard, texts: Texts['cards'], expiry: string): Html {
  const number = card.pan.replaceAll(/(.{4})(?=.)/g, '$1 ');
  return html`<li>
    <div>
      <code>${number}</code>
      <span>${texts.threeDSecure[card.threeDSecure]}: ${outcomeOf(card, texts)}</span>
    </div>
    <button
      type="button"
      class="fill"
      hidden
      aria-label="${texts.fill}: ${number}"
      data-pan="${card.pan}"
      data-cvc="${RIGHT_CVC}"
      data-expiry="${expiry}"
    >
      ${texts.fill}
    </button>
  </li>`;
}

function outcomeOf({ threeDSecure, actionCode }: TestCard, texts: Texts['cards']): string {
  if (threeDSecure === 'failure') return texts.refused(AUTHENTICATION_FAILED['3DS2']);
  return actionCode === 0 ? texts.approved : texts.refused(actionCode);
}
