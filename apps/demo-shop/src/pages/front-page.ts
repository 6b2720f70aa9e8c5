import { type Html, html } from '@app/kernel';
import type { ShopOrder } from '../orders.repository.js';
import { findProduct, type Product, PRODUCTS } from '../products.js';
import type { ShopChoice } from '../settings.js';
import { tenge } from '../tenge.js';
import type { Page } from './frame.js';
import { PICTURES } from './pictures.js';
import { stateChip } from './state-chip.js';
import { dateOf } from './when.js';

/** The shop window and what was ordered lately. */
export function frontPage(shop: ShopChoice, latest: readonly ShopOrder[]): Page {
  const body = html`
    <h1>Take something of the steppe home</h1>
    <p class="soft">You pay on the bank’s page. The shop believes only what Tolem tells it afterwards.</p>
    <nav class="choice" aria-label="How often a card may be tried on one payment page">
      ${choice('usual', 'Several card tries', shop)} ${choice('strict', 'One card try', shop)}
    </nav>
    <ul class="products">
      ${PRODUCTS.map((product) => tile(product, shop))}
    </ul>
    <section class="card">
      <h2>Latest orders</h2>
      ${
        latest.length > 0
          ? html`<ul id="orders">
              ${latest.map(line)}
            </ul>`
          : html`<p class="soft">Nobody has bought anything yet.</p>`
      }
    </section>
  `;
  return { title: 'Shop', body, script: ONE_CLICK };
}

const choice = (shop: ShopChoice, label: string, chosen: ShopChoice): Html =>
  html`<a href="/?shop=${shop}" data-shop="${shop}" ${shop === chosen && html`aria-current="true"`}
    >${label}</a
  >`;

const tile = (product: Product, shop: ShopChoice): Html => html`
  <li class="card">
    ${PICTURES[product.id]}
    <h2>${product.name}</h2>
    <p class="soft">${product.says}</p>
    <form method="post" action="/buy">
      <input type="hidden" name="product" value="${product.id}" />
      <input type="hidden" name="shop" value="${shop}" />
      <strong>${tenge(product.amountMinor)}</strong>
      <button class="button" data-product="${product.id}" aria-label="Buy ${product.name}">Buy</button>
    </form>
  </li>
`;

const line = (order: ShopOrder): Html => html`
  <li>
    <a href="/orders/${order.number}">${order.number}</a>
    <span class="what">${findProduct(order.product)?.name ?? order.product}</span>
    <span class="amount">${tenge(order.amountMinor)}</span>
    <time datetime="${order.createdAt.toISOString()}">${dateOf(order.createdAt)}</time>
    ${stateChip(order.state)}
  </li>
`;

/** A second click while the first is on its way would make a second order. */
const ONE_CLICK = `
let sent = false;
document.addEventListener('submit', (event) => {
  if (sent) event.preventDefault();
  sent = true;
  event.target.querySelector('button').textContent = 'One moment…';
});
// A browser that comes back with its "back" button shows the page as it was left.
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
`;
