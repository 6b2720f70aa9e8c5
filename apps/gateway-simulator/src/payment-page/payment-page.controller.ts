import { Controller, Get, NotFoundException, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { acsPath } from '../bank/addresses.js';
import { BankClock } from '../bank/clock.js';
import { Ledger } from '../bank/ledger.js';
import { type BankOrder, isPayable, STATUS } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerAnswer } from '../paying/payer-answer.js';
import { PayerLanguage } from '../paying/payer-language.js';
import { framed, type Page } from './frame.js';
import { noticePage } from './notice-page.js';
import { paymentPage } from './payment-page.js';
import type { LanguageCode } from '../texts/languages.js';

/** The page that formUrl names. */
@Controller('payment/merchants')
export class PaymentPageController {
  constructor(
    private readonly orders: OrderBook,
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
    private readonly answer: PayerAnswer,
    private readonly language: PayerLanguage,
  ) {}

  @Get(':page')
  open(
    @Param('page') page: string,
    @Query('mdOrder') mdOrder: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const asked = /^payment_([a-z]{2})\.html$/.exec(page)?.[1];
    if (asked === undefined) throw new NotFoundException();
    const order = this.orders.find(String(mdOrder));
    const language = this.language.codeFor(order, asked);
    if (order?.status === STATUS.authenticating) {
      void reply.code(303).header('location', acsPath(order, language));
      return '';
    }
    void reply.code(order ? 200 : 404);
    return framed(reply, language, this.pageOf(order, language, String(mdOrder)));
  }

  private pageOf(order: BankOrder | undefined, language: LanguageCode, mdOrder: string): Page {
    const now = this.clock.now();
    if (!order || !isPayable(order, now)) return noticePage(order, language, mdOrder);
    const { orderId } = order;
    this.ledger.write({ orderId, happened: [{ at: now, what: 'page-opened', language }] });
    return paymentPage({ order, language, now, error: this.answer.refusal(order, language) });
  }
}
