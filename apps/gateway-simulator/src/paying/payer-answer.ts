import { Injectable } from '@nestjs/common';
import { refusalReason } from '../bank/action-codes.js';
import { acsPath } from '../bank/addresses.js';
import { WRONG_CARD_DATA } from '../bank/cards.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { type BankOrder, isPaid, STATUS } from '../bank/order.js';
import { PayerLanguage } from './payer-language.js';
import { redirectOf } from '../bank/redirect.js';

/** errorCode 1: nothing was tried. */
export const untaken = (error: string, field?: string): BankAnswer => ({
  errorCode: 1,
  error,
  ...(field !== undefined && { field }),
});

/** What a payer's page is told when an attempt was taken, which is not to say approved. */
@Injectable()
export class PayerAnswer {
  constructor(private readonly language: PayerLanguage) {}

  /** Neither redirect nor acsUrl: the payer may try again. */
  to(order: BankOrder, asked: string | undefined): BankAnswer {
    const code = this.language.codeFor(order, asked);
    const { page } = this.language.textsFor(order, asked);
    if (order.status === STATUS.authenticating)
      return { errorCode: 0, info: page.goesToPayersBank, acsUrl: acsPath(order, code) };
    const redirect = order.status === STATUS.registered ? undefined : redirectOf(order, code);
    if (isPaid(order)) return { errorCode: 0, info: page.paid, redirect };
    return {
      errorCode: 0,
      ...(order.actionCode === WRONG_CARD_DATA && { errorTypeName: 'DATA_INPUT_ERROR' }),
      error: this.refusal(order, asked),
      ...(redirect !== undefined && { redirect }),
    };
  }

  /** Undefined: no attempt of this order was refused. */
  refusal(order: BankOrder, asked: string | undefined): string | undefined {
    const reason = refusalReason(order.actionCode);
    if (reason === undefined) return undefined;
    const { refusals, page } = this.language.textsFor(order, asked);
    const left = order.attemptsAllowed - order.attemptsMade;
    return left > 0 ? `${refusals[reason]} ${page.attemptsLeft(left)}` : refusals[reason];
  }
}
