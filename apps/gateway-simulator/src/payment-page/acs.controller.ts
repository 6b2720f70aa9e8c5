import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { paymentPath } from '../bank/addresses.js';
import { AuthenticatePayer, type Proof } from '../paying/authenticate-payer.js';
import { type FormFields, formFields, one } from '../wire/form-fields.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerLanguage } from '../paying/payer-language.js';
import { acsPage } from './acs-page.js';
import { framed } from './frame.js';
import { LeavePage } from './leave-page.js';

/** Where the bank of the payer's card asks whether it is the payer. */
@Controller('payment')
export class AcsController {
  constructor(
    private readonly orders: OrderBook,
    private readonly authenticate: AuthenticatePayer,
    private readonly language: PayerLanguage,
    private readonly leave: LeavePage,
  ) {}

  @Get('acs.html')
  open(@Query() query: FormFields, @Res({ passthrough: true }) reply: FastifyReply): string {
    const orderId = one(query, 'mdOrder') ?? '';
    const order = this.orders.find(orderId);
    const language = this.language.codeFor(order, one(query, 'lang'));
    if (order?.authentication) return framed(reply, language, acsPage(order, order.authentication, language));
    void reply.code(303).header('location', paymentPath(orderId, language));
    return '';
  }

  @Post('acs.do')
  end(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): string {
    const fields = formFields(body);
    const orderId = one(fields, 'MDORDER') ?? '';
    const language = one(fields, 'language');
    const authenticationId = one(fields, 'transaction') ?? '';
    const proof = proofIn(fields);
    const answer = this.authenticate.execute({ orderId, authenticationId, proof, language });
    return this.leave.execute(reply, { orderId, language, answer });
  }
}

function proofIn(fields: FormFields): Proof {
  const proof = one(fields, 'proof');
  if (proof === 'success' || proof === 'fail' || proof === 'cancel') return proof;
  return { code: (one(fields, 'code') ?? '').trim() };
}
