import { Html, html } from '@app/kernel';
import type { SeenEvent } from '../events.repository.js';
import { orderView } from '../order.view.js';
import type { ShopOrder } from '../orders.repository.js';
import { findProduct } from '../products.js';
import { tenge } from '../tenge.js';
import type { Page } from './frame.js';
import { ORDER_SCRIPT } from './order-script.js';
import { PICTURES } from './pictures.js';
import { dateOf } from './when.js';

/** One order: what was bought, and what Tolem has said of it so far. */
export function orderPage(order: ShopOrder, events: readonly SeenEvent[], back: unknown): Page {
  const { html: news, version } = orderView(order, events);
  const body = html`
    ${greeting(back)}
    <section class="card order">
      <div class="bought">
        ${PICTURES[order.product]}
        <div>
          <h1>${findProduct(order.product)?.name ?? order.product}</h1>
          <p class="price">${tenge(order.amountMinor)}</p>
          <p class="soft">
            <span id="number">${order.number}</span><br />${dateOf(order.createdAt)}
            ${order.shop === 'strict' && '· one card try'}
          </p>
        </div>
      </div>
      <div id="news" aria-live="polite" data-version="${version}">${new Html(news)}</div>
    </section>
    <p class="on"><a href="/">Back to the shop</a></p>
  `;
  const page = { title: `Order ${order.number}`, body, script: ORDER_SCRIPT };
  return order.state === 'undecided' ? { ...page, reloadSeconds: 3 } : page;
}

/** A payer can be sent here by anybody: coming back from the bank's page proves nothing. */
function greeting(back: unknown): Html | undefined {
  if (back === 'success')
    return html`<p class="greeting">Welcome back! Below is what Tolem has told us of your payment.</p>`;
  if (back === 'failure')
    return html`<p class="greeting">
      Welcome back. Below is what Tolem has told us, and whether you can try again.
    </p>`;
  return undefined;
}
