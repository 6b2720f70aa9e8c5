import type { Merchant } from '@app/config';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A payer is sent only to https (http on loopback) and only to a host the merchant's configuration names. */
export function isAllowedPaymentPage(formUrl: string, merchant: Merchant): boolean {
  if (!URL.canParse(formUrl)) return false;
  const url = new URL(formUrl);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return secure && merchant.paymentPageHosts.includes(url.host);
}
