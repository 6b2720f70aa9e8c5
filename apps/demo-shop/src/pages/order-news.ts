import { type Html, html } from '@app/kernel';
import { adviceFor } from '../advice.js';
import type { SeenEvent } from '../events.repository.js';
import { SHOP_STATES } from '../order-state.js';
import type { ShopOrder } from '../orders.repository.js';
import { isBeingRegistered } from '../register-at-tolem.js';
import { stateChip } from './state-chip.js';
import { timeOf } from './when.js';

/** The part of the order page that changes: state, what to do next, and the events that came. */
export const orderNews = (order: ShopOrder, events: readonly SeenEvent[]): Html => html`
  <div class="state">${stateChip(order.state, 'state')}<span>${SHOP_STATES[order.state].says}</span></div>
  ${noteOf(events)} ${order.state === 'undecided' && whatNext(order)}
  <h2>Events from Tolem</h2>
  ${events.length === 0 && html`<p class="soft">None has come yet.</p>`}
  <ol id="events">
    ${events.map(line)}
  </ol>
`;

/** What the payer should know of the latest failure. */
function noteOf(events: readonly SeenEvent[]): Html | undefined {
  const last = events.at(-1);
  if (!last || (last.reason === null && last.type !== 'order.attempt_failed')) return undefined;
  const what = last.type === 'order.attempt_failed' && 'The bank refused that attempt. ';
  return html`<p id="note">${what}${last.reason !== null && `${last.reason}. `}${adviceFor(last.advice)}</p>`;
}

function whatNext(order: ShopOrder): Html | undefined {
  if (order.paymentUrl !== null)
    return html`<p><a id="pay" class="button" href="${order.paymentUrl}">Pay</a></p>`;
  if (order.refusal !== null) return html`<p id="refusal">${order.refusal}</p>`;
  if (!isBeingRegistered(order)) return undefined;
  return html`
    <form id="register" method="post" action="/orders/${order.number}/register">
      <span>The order is being registered. We ask again by ourselves until there is a payment page.</span>
      <button class="plain">Ask now</button>
    </form>
  `;
}

const line = (event: SeenEvent): Html => html`
  <li data-type="${event.type}" data-sequence="${event.sequence}">
    <span class="sequence">${event.sequence}</span><code>${event.type}</code>
    <span class="soft">cause: ${event.cause}</span><time datetime="${event.time}">${timeOf(event.time)}</time>
  </li>
`;
