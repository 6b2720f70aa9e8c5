import { type Html, html } from '@app/web-page';
import { refusalReason } from '../bank/action-codes.js';
import { paymentPath } from '../bank/addresses.js';
import { type BankOrder, isPaid, STATUS, VANISHED } from '../bank/order.js';
import { redirectOf } from '../bank/redirect.js';
import { backToShop, canBeFollowed } from './back-to-shop.js';
import type { Page } from './frame.js';
import { CODES, type LanguageCode } from '../texts/languages.js';
import type { Notice } from '../texts/texts.js';

/** A page for an order that cannot be paid here, and why. */
export function noticePage(order: BankOrder | undefined, language: LanguageCode, mdOrder: string): Page {
  const texts = CODES[language];
  const [title, text] = texts.notices[noticeOf(order)];
  const reason = order && refusalReason(order.actionCode);
  const body = html`
    <section>
      <h1 class="notice">${title}</h1>
      ${reason && html`<p class="what">${texts.refusals[reason]}</p>`}
      <p class="what">${text}</p>
      ${order && html`<p class="number">${texts.page.order(order.orderNumber)}</p>`}
      ${backToShop(order, texts) ?? (order && onToShop(order, language))}
    </section>
  `;
  return { title, body, inLanguage: (code) => paymentPath(mdOrder, code) };
}

function noticeOf(order: BankOrder | undefined): Notice {
  if (!order) return 'unknown';
  if (isPaid(order)) return order.status === STATUS.approved ? 'held' : 'paid';
  return order.actionCode === order.expiryCode || order.actionCode === VANISHED ? 'expired' : 'closed';
}

/** Somebody who opens the page of a finished order again should not be stranded on it. */
function onToShop(order: BankOrder, language: LanguageCode): Html | undefined {
  const url = redirectOf(order, language);
  if (!canBeFollowed(url)) return undefined;
  return html`<a id="shop" class="button" href="${url}">${CODES[language].onward.toShop}</a>`;
}
