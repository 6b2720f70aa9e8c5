import { type Html, html } from '@app/web-page';
import { paymentPath } from '../bank/addresses.js';
import type { BankOrder } from '../bank/order.js';
import { WALLETS } from '../bank/wallets.js';
import { amountOf } from './amount.js';
import { backToShop } from './back-to-shop.js';
import { cardFields } from './card-fields.js';
import type { Page } from './frame.js';
import { SCRIPT } from './script.js';
import { testCards } from './test-cards.js';
import { CODES, type LanguageCode } from '../texts/languages.js';

type Shown = Readonly<{
  order: BankOrder;
  language: LanguageCode;
  now: number;
  error?: string;
  /** The field the error is about. */
  wrong?: string;
}>;

/** Where a payer types a card, or takes a wallet. */
export function paymentPage({ order, language, now, error, wrong }: Shown): Page {
  const texts = CODES[language];
  const { page } = texts;
  const amount = amountOf(order);
  const body = html`
    <section>
      <h1>${amount}</h1>
      ${order.description && html`<p class="what">${order.description}</p>`}
      <p class="number">${page.order(order.orderNumber)}</p>
      ${walletButtons(order, language)}
      <form id="card" method="post" action="/payment/rest/processform.do" autocomplete="on">
        <input type="hidden" name="MDORDER" value="${order.orderId}" />
        <input type="hidden" name="language" value="${language}" />
        ${cardFields(order, texts, wrong)}
        <p id="error" class="wide" role="alert" data-no-answer="${page.noAnswer}">${error}</p>
        <button id="pay" class="wide main" data-busy="${page.oneMoment}">${page.pay(amount)}</button>
      </form>
      ${backToShop(order, texts)}
    </section>
    ${testCards(texts, now)}
  `;
  const inLanguage = (code: LanguageCode) => paymentPath(order.orderId, code);
  return { title: page.pay(amount), body, script: SCRIPT, inLanguage };
}

function walletButtons(order: BankOrder, language: LanguageCode): Html {
  const { page } = CODES[language];
  return html`
    <form class="wallets" method="get" action="/payment/wallet.html">
      <input type="hidden" name="mdOrder" value="${order.orderId}" />
      <input type="hidden" name="lang" value="${language}" />
      ${Object.entries(WALLETS).map(
        ([way, { name, button }]) =>
          html`<button id="${button}" name="way" value="${way}" aria-label="${page.payWith(name)}">
            ${name}
          </button>`,
      )}
    </form>
    <p class="or">${page.orByCard}</p>
  `;
}
