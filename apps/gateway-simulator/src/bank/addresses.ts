import type { BankOrder } from './order.js';
import type { WalletWay } from './wallets.js';

/** The addresses of the pages a payer sees, from the host on. */
export const paymentPath = (mdOrder: string, language: string): string =>
  `/payment/merchants/payment_${language}.html?mdOrder=${encodeURIComponent(mdOrder)}`;

export const acsPath = ({ orderId }: Pick<BankOrder, 'orderId'>, language: string): string =>
  `/payment/acs.html?mdOrder=${orderId}&lang=${language}`;

export const walletPath = ({ orderId }: BankOrder, way: WalletWay, language: string): string =>
  `/payment/wallet.html?mdOrder=${orderId}&way=${way}&lang=${language}`;
