import type { PaymentWay } from './journal.js';

/** The pretend phones behind the wallet buttons: the card of each, masked, as the bank is told it. */
export const WALLETS = {
  APPLE_PAY: {
    name: 'Apple Pay',
    button: 'apple-pay',
    maskedPan: '520424**1234',
    paymentSystem: 'MASTERCARD',
  },
  GOOGLE_PAY: { name: 'Google Pay', button: 'google-pay', maskedPan: '489537**6789', paymentSystem: 'VISA' },
} as const satisfies Record<Exclude<PaymentWay, 'CARD'>, unknown>;
export type WalletWay = keyof typeof WALLETS;

export const isWalletWay = (way: unknown): way is WalletWay =>
  typeof way === 'string' && Object.hasOwn(WALLETS, way);
