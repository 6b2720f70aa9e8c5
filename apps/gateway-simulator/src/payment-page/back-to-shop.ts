import { type Html, html } from '@app/web-page';
import type { BankOrder } from '../bank/order.js';
import type { Texts } from '../texts/texts.js';

/** The way out, where the shop gave one in jsonParams. */
export function backToShop(order: BankOrder | undefined, texts: Texts): Html | undefined {
  const url = order?.params.backToShopUrl;
  if (url === undefined || !canBeFollowed(url)) return undefined;
  return html`<a id="back" href="${url}">${texts.page.back(order?.params.backToShopName)}</a>`;
}

/** An address that a browser follows to a site, and to nothing else. */
export const canBeFollowed = (url: string): boolean => /^https?:\/\//i.test(url);
