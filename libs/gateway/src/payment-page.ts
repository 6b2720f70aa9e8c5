import type { Merchant } from '@app/config';
import { isAmongHosts, isPlainHttp, readWebAddress } from '@app/config';

/** A payer is sent only to https, unless the merchant allows more, and only to a host that its configuration names. */
export function isAllowedPaymentPage(formUrl: string, merchant: Merchant): boolean {
  const address = readWebAddress(formUrl);
  if ('fault' in address) return false;
  const { url } = address;
  return (merchant.plainHttp || !isPlainHttp(url)) && isAmongHosts(url, merchant.paymentPageHosts);
}
