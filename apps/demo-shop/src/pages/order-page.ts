import { Html, html } from '@app/web-page';
import { orderView } from '../order.view.js';
import type { Seen } from '../steps/ten-steps.js';
import { tenge } from '../tenge.js';
import { nameOf, type Texts } from '../texts/texts.js';
import type { Page } from './frame.js';
import { ORDER_SCRIPT } from './order-script.js';
import { PICTURES } from './pictures.js';
import { dateOf } from './when.js';

/** One order: what was bought, and what Tolem has said of it so far. */
export function orderPage(seen: Seen, back: unknown, texts: Texts): Page {
  const { order } = seen;
  const { html: news, version } = orderView(seen, texts);
  const body = html`
    ${greeting(back, texts)}
    <section class="card order">
      <div class="bought">
        ${PICTURES[order.product]}
        <div>
          <h1>${nameOf(order.product, texts)}</h1>
          <p class="price">${tenge(order.amountMinor)}</p>
          <p class="soft">
            <span id="number">${order.number}</span><br />${dateOf(order.createdAt, texts.language)}
            ${order.shop === 'strict' && `· ${texts.oneTry}`}
          </p>
        </div>
      </div>
      <div id="news" data-version="${version}">${new Html(news)}</div>
    </section>
    <p class="on"><a href="/">${texts.back}</a></p>
  `;
  const page = { texts, title: `${texts.order} ${order.number}`, body, script: ORDER_SCRIPT };
  return order.state === 'undecided' ? { ...page, reloadSeconds: 3 } : page;
}

/** A payer can be sent here by anybody: coming back from the bank's page proves nothing. */
function greeting(back: unknown, { cameBack }: Texts): Html | undefined {
  return back === 'success' || back === 'failure'
    ? html`<p class="greeting">${cameBack[back]}</p>`
    : undefined;
}
