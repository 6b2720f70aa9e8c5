import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { acsPath, paymentPath } from '../bank/addresses.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { STATUS } from '../bank/order.js';
import { NoteRedirect } from '../calls/note-redirect.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerLanguage } from '../paying/payer-language.js';

import { framed } from './frame.js';
import { onwardPage } from './onward-page.js';
import { CODES } from '../texts/languages.js';

type Left = Readonly<{ orderId: string; language: string | undefined; answer: BankAnswer }>;

/** After a form of the bank's own was posted: on to the shop, or to the page where the payer goes on. */
@Injectable()
export class LeavePage {
  constructor(
    private readonly orders: OrderBook,
    private readonly language: PayerLanguage,
    private readonly redirects: NoteRedirect,
  ) {}

  /** Never a page of its own where one would do: a reload must not post the form again. */
  execute(reply: FastifyReply, { orderId, language, answer }: Left): string {
    const order = this.orders.find(orderId);
    const code = this.language.codeFor(order, language);
    const { redirect } = answer;
    if (typeof redirect === 'string') {
      this.redirects.sent(orderId, answer);
      void reply.code(200);
      return framed(reply, code, onwardPage(CODES[code], redirect));
    }
    const isThere = order?.status === STATUS.authenticating;
    void reply.code(303).header('location', isThere ? acsPath(order, code) : paymentPath(orderId, code));
    return '';
  }
}
