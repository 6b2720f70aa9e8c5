import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Present } from '../calls/answer-call.js';
import { acsPath } from '../bank/addresses.js';
import type { CardForm } from '../paying/card-form.js';
import { BankClock } from '../bank/clock.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { isPayable, STATUS } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerLanguage } from '../paying/payer-language.js';
import { framed, type Page } from './frame.js';
import { noticePage } from './notice-page.js';
import { onwardPage } from './onward-page.js';
import { paymentPage } from './payment-page.js';
import { CODES, type LanguageCode } from '../texts/languages.js';

type Sent = ReturnType<Present>;

/** The answer to a posted card as a page, for a browser that runs no script. */
@Injectable()
export class PresentWithoutScript {
  constructor(
    private readonly orders: OrderBook,
    private readonly clock: BankClock,
    private readonly language: PayerLanguage,
  ) {}

  execute(card: CardForm, reply: FastifyReply): Present {
    return (answer) => ({ ...this.present(card, reply, answer), answer });
  }

  private present(card: CardForm, reply: FastifyReply, answer: BankAnswer): Sent {
    const order = this.orders.find(card.orderId);
    const language = this.language.codeFor(order, card.language);
    const type = 'text/html; charset=utf-8';
    if (order?.status === STATUS.authenticating) {
      void reply.header('location', acsPath(order, language));
      return { status: 303, type, body: '' };
    }
    return { status: 200, type, body: framed(reply, language, this.pageFor(card, answer, language)) };
  }

  private pageFor(card: CardForm, answer: BankAnswer, language: LanguageCode): Page {
    if (typeof answer.redirect === 'string') return onwardPage(CODES[language], answer.redirect);
    const order = this.orders.find(card.orderId);
    const now = this.clock.now();
    if (!order || !isPayable(order, now)) return noticePage(order, language, card.orderId);
    const wrong = typeof answer.field === 'string' ? answer.field : undefined;
    return paymentPage({ order, language, now, error: String(answer.error), wrong });
  }
}
