import { type BankOrder, isPaid } from './order.js';

/** Where the payer goes when the bank has done with the order: returnUrl if paid, else failUrl if there is one. */
export function redirectOf(order: BankOrder, language: string): string {
  const shop = isPaid(order) ? order.returnUrl : (order.failUrl ?? order.returnUrl);
  return withQuery(shop, `orderId=${order.orderId}&lang=${language}`);
}

/** Appends to the query and leaves every other character of the shop's address as it was. */
export function withQuery(url: string, query: string): string {
  const at = url.indexOf('#');
  const address = at < 0 ? url : url.slice(0, at);
  const fragment = at < 0 ? '' : url.slice(at);
  const separator = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return address + separator + query + fragment;
}
