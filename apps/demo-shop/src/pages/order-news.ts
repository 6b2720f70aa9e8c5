import { type Html, html } from '@app/web-page';
import { adviceFor } from '../advice.js';
import type { SeenEvent } from '../events.repository.js';
import type { ShopOrder } from '../orders.repository.js';
import { isBeingRegistered, mayTryAgain } from '../register-at-tolem.js';
import { type Seen, tenSteps } from '../steps/ten-steps.js';
import type { Texts } from '../texts/texts.js';
import { stateChip } from './state-chip.js';
import { tenStepsList } from './ten-steps-list.js';
import { instantOf } from './when.js';

/** The parts of the order page that change: state and what to do next, the ten steps, and the events that came. */
export const orderNews = (seen: Seen, texts: Texts): Html => html`
  <div data-part="state" aria-live="polite">
    <div class="state">
      ${stateChip(seen.order.state, texts, 'state')}<span>${texts.states[seen.order.state][1]}</span>
    </div>
    ${noteOf(seen.events, texts)} ${whatNext(seen.order, texts)}
  </div>
  <h2>${texts.steps.heading}</h2>
  <p class="soft">${texts.steps.soft}</p>
  <div data-part="steps">${tenStepsList(tenSteps(seen), texts)}</div>
  <h2>${texts.events}</h2>
  <div data-part="events">
    ${seen.events.length === 0 && html`<p class="soft">${texts.noEvents}</p>`}
    <ol id="events">
      ${seen.events.map((event) => line(event, texts))}
    </ol>
  </div>
`;

/** What the payer should know of the latest failure. Tolem gives its reason in English alone. */
function noteOf(events: readonly SeenEvent[], texts: Texts): Html | undefined {
  const last = events.at(-1);
  if (!last || (last.reason === null && last.type !== 'order.attempt_failed')) return undefined;
  const sentences = [
    last.type === 'order.attempt_failed' && texts.attemptRefused,
    last.reason !== null && texts.language === 'en' && `${last.reason}.`,
    adviceFor(last.advice, texts),
  ].filter(Boolean);
  return sentences.length > 0 ? html`<p id="note">${sentences.join(' ')}</p>` : undefined;
}

function whatNext(order: ShopOrder, texts: Texts): Html | undefined {
  if (mayTryAgain(order))
    return html`
      <form id="again" method="post" action="/orders/${order.number}/again">
        <button class="button">${texts.tryAgain}</button>
      </form>
    `;
  if (order.state !== 'undecided') return undefined;
  if (order.paymentUrl !== null)
    return html`<p><a id="pay" class="button" href="/orders/${order.number}/pay">${texts.pay}</a></p>`;
  if (order.refusal !== null) return html`<p id="refusal">${texts.refused.forGood}</p>`;
  if (!isBeingRegistered(order)) return undefined;
  return html`
    <form id="register" method="post" action="/orders/${order.number}/register">
      <span>${texts.beingRegistered}</span>
      <button class="plain">${texts.askNow}</button>
    </form>
  `;
}

const line = (event: SeenEvent, texts: Texts): Html => html`
  <li data-type="${event.type}" data-sequence="${event.sequence}">
    <span class="sequence">${event.sequence}</span><code>${event.type}</code>
    <span class="soft">${texts.cause(event.cause)}</span
    ><time datetime="${event.time}">${instantOf(new Date(event.time))}</time>
  </li>
`;
