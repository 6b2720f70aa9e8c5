import { type BankOrder, isPaid } from './order.js';

/** Where the payer goes when the bank has done with the order: returnUrl if paid, else failUrl if there is one. */
export function redirectOf(order: BankOrder, language: string): string {
  const shop = isPaid(order) ? order.returnUrl : (order.failUrl ?? order.returnUrl);
  const query = `orderId=${order.orderId}&lang=${language}`;
  return order.fragment === 'blind' ? shop + separatorOf(shop) + query : withQuery(shop, query);
}

/** Appends to the query and leaves every other character of the shop's address as it was. */
export function withQuery(url: string, query: string): string {
  const at = url.indexOf('#');
  const address = at < 0 ? url : url.slice(0, at);
  const fragment = at < 0 ? '' : url.slice(at);
  return address + separatorOf(address) + query + fragment;
}

function separatorOf(address: string): string {
  if (!address.includes('?')) return '?';
  return /[?&]$/.test(address) ? '' : '&';
}
