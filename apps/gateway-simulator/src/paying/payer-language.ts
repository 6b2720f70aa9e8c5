import { Injectable } from '@nestjs/common';
import { Merchants } from '../bank/merchants.js';
import type { BankOrder } from '../bank/order.js';
import { CODES, isLanguageCode, type LanguageCode } from '../texts/languages.js';
import type { Texts } from '../texts/texts.js';

/** The language a page is shown in. */
@Injectable()
export class PayerLanguage {
  constructor(private readonly merchants: Merchants) {}

  /** As asked; where nothing was, the order's; where nobody here writes that, the merchant's, and then English. */
  codeFor(order: BankOrder | undefined, asked: string | undefined): LanguageCode {
    const wanted = asked ?? order?.language;
    if (isLanguageCode(wanted)) return wanted;
    return (order && this.merchants.find(order.merchant)?.language) ?? 'en';
  }

  textsFor(order: BankOrder | undefined, asked: string | undefined): Texts {
    return CODES[this.codeFor(order, asked)];
  }
}
