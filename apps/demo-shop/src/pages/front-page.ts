import { type Html, html } from '@app/web-page';
import type { ShopOrder } from '../orders.repository.js';
import { type Product, PRODUCTS } from '../products.js';
import type { ShopChoice } from '../settings.js';
import { tenge } from '../tenge.js';
import { nameOf, type Texts } from '../texts/texts.js';
import type { Page } from './frame.js';
import { PICTURES } from './pictures.js';
import { stateChip } from './state-chip.js';
import { dateOf } from './when.js';

/** The shop window and what was ordered lately. */
export function frontPage(shop: ShopChoice, latest: readonly ShopOrder[], texts: Texts): Page {
  const body = html`
    <h1>${texts.heading}</h1>
    <p class="soft">${texts.subheading}</p>
    <nav class="choice" aria-label="${texts.tries}">
      ${choice('usual', texts.usual, shop)} ${choice('strict', texts.strict, shop)}
    </nav>
    <ul class="products">
      ${PRODUCTS.map((product) => tile(product, shop, texts))}
    </ul>
    <section class="card">
      <h2>${texts.latest}</h2>
      ${
        latest.length > 0
          ? html`<ul id="orders">
              ${latest.map((order) => line(order, texts))}
            </ul>`
          : html`<p class="soft">${texts.nothingYet}</p>`
      }
    </section>
  `;
  return { texts, title: texts.shop, body, script: ONE_CLICK };
}

const choice = (shop: ShopChoice, label: string, chosen: ShopChoice): Html =>
  html`<a href="/?shop=${shop}" data-shop="${shop}" ${shop === chosen && html`aria-current="true"`}
    >${label}</a
  >`;

const tile = (product: Product, shop: ShopChoice, texts: Texts): Html => html`
  <li class="card">
    ${PICTURES[product.id]}
    <h2>${nameOf(product.id, texts)}</h2>
    <p class="soft">${texts.products[product.id]?.[1]}</p>
    <form method="post" action="/buy">
      <input type="hidden" name="product" value="${product.id}" />
      <input type="hidden" name="shop" value="${shop}" />
      <strong>${tenge(product.amountMinor)}</strong>
      <button
        class="button"
        data-product="${product.id}"
        aria-label="${texts.buyThis(nameOf(product.id, texts))}"
        data-wait="${texts.oneMoment}"
      >
        ${texts.buy}
      </button>
    </form>
  </li>
`;

const line = (order: ShopOrder, texts: Texts): Html => html`
  <li>
    <a href="/orders/${order.number}">${order.number}</a>
    <span class="what">${nameOf(order.product, texts)}</span>
    <span class="amount">${tenge(order.amountMinor)}</span>
    <time datetime="${order.createdAt.toISOString()}">${dateOf(order.createdAt, texts.language)}</time>
    ${stateChip(order.state, texts)}
  </li>
`;

/** A second click while the first is on its way would make a second order. */
const ONE_CLICK = `
let sent = false;
document.addEventListener('submit', (event) => {
  if (sent) event.preventDefault();
  sent = true;
  const button = event.target.querySelector('button');
  button.textContent = button.dataset.wait;
});
// A browser that comes back with its "back" button shows the page as it was left.
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
`;
