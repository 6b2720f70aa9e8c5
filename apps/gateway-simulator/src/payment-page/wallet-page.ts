import { html } from '@app/web-page';
import { paymentPath, walletPath } from '../bank/addresses.js';
import type { BankOrder } from '../bank/order.js';
import { WALLETS, type WalletWay } from '../bank/wallets.js';
import { amountOf } from './amount.js';
import type { Page } from './frame.js';
import { CODES, type LanguageCode } from '../texts/languages.js';

/** The sheet a phone would slide up: one step, and the order is paid. */
export function walletPage(order: BankOrder, way: WalletWay, language: LanguageCode): Page {
  const { wallet, page } = CODES[language];
  const { name, maskedPan } = WALLETS[way];
  const amount = amountOf(order);
  const body = html`
    <section class="sheet" aria-labelledby="wallet">
      <p id="wallet" class="wallet">${name}</p>
      <h1>${amount}</h1>
      ${order.description && html`<p class="what">${order.description}</p>`}
      <p class="number">${page.order(order.orderNumber)}</p>
      <dl>
        <dt>${wallet.card}</dt>
        <dd>•••• ${maskedPan.slice(-4)}</dd>
      </dl>
      <form method="post" action="/payment/wallet.do">
        <input type="hidden" name="MDORDER" value="${order.orderId}" />
        <input type="hidden" name="way" value="${way}" />
        <input type="hidden" name="language" value="${language}" />
        <button id="confirm" class="wide main" autofocus>${wallet.confirm}</button>
      </form>
      <a id="cancel" href="${paymentPath(order.orderId, language)}">${wallet.cancel}</a>
      <p class="pretend">${wallet.pretend(name)}</p>
    </section>
  `;
  const inLanguage = (code: LanguageCode) => walletPath(order, way, code);
  return { title: `${name} · ${amount}`, body, inLanguage };
}
