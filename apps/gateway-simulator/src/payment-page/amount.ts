import { currencyByNumber, moneyText } from '@app/kernel';
import type { BankOrder } from '../bank/order.js';

export const amountOf = ({ amountMinor, currency }: BankOrder): string =>
  moneyText({ minor: BigInt(amountMinor), currency: currencyByNumber(currency) ?? 'KZT' });
