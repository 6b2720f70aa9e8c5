import { BadRequestException, Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paymentPath } from '../bank/addresses.js';
import { BankClock } from '../bank/clock.js';
import { type FormFields, formFields, one } from '../wire/form-fields.js';
import { isPayable } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerLanguage } from '../paying/payer-language.js';
import { TakeWalletPayment } from '../paying/take-wallet-payment.js';
import { isWalletWay, type WalletWay } from '../bank/wallets.js';
import { framed } from './frame.js';
import { LeavePage } from './leave-page.js';
import { walletPage } from './wallet-page.js';

/** The pretend sheets of Apple Pay and Google Pay. */
@Controller('payment')
export class WalletController {
  constructor(
    private readonly orders: OrderBook,
    private readonly clock: BankClock,
    private readonly takeWallet: TakeWalletPayment,
    private readonly language: PayerLanguage,
    private readonly leave: LeavePage,
  ) {}

  @Get('wallet.html')
  open(@Query() query: FormFields, @Res({ passthrough: true }) reply: FastifyReply): string {
    const way = wayIn(query);
    const orderId = one(query, 'mdOrder') ?? '';
    const order = this.orders.find(orderId);
    const language = this.language.codeFor(order, one(query, 'lang'));
    if (order && isPayable(order, this.clock.now()))
      return framed(reply, language, walletPage(order, way, language));
    void reply.code(303).header('location', paymentPath(orderId, language));
    return '';
  }

  @Post('wallet.do')
  pay(
    @Body() body: unknown,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const fields = formFields(body);
    const way = wayIn(fields);
    const orderId = one(fields, 'MDORDER') ?? '';
    const language = one(fields, 'language');
    const answer = this.takeWallet.execute({ orderId, way, language, ip });
    return this.leave.execute(reply, { orderId, language, answer });
  }
}

function wayIn(fields: FormFields): WalletWay {
  const way = one(fields, 'way');
  if (!isWalletWay(way)) throw new BadRequestException('way is APPLE_PAY or GOOGLE_PAY');
  return way;
}
