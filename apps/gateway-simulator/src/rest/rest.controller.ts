import {
  All,
  Body,
  Controller,
  Headers,
  MethodNotAllowedException,
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnswerCall } from '../calls/answer-call.js';
import { type Endpoint, ENDPOINTS } from '../wire/call.js';
import { readCardForm } from '../paying/card-form.js';
import { DeclineOrder } from './decline-order.js';
import { formFields } from '../wire/form-fields.js';
import { PresentWithoutScript } from '../payment-page/present-without-script.js';
import { RegisterOrder } from './register-order.js';
import { SimulatorSettings } from '../bank/settings.js';
import { TakePayment } from '../paying/take-payment.js';
import { TellOrderStatus } from './tell-order-status.js';

/** The bank's REST interface: forms in, JSON out, POST only. */
@Controller('payment/rest')
export class RestController {
  constructor(
    private readonly answer: AnswerCall,
    private readonly registerOrder: RegisterOrder,
    private readonly tellOrderStatus: TellOrderStatus,
    private readonly declineOrder: DeclineOrder,
    private readonly takePayment: TakePayment,
    private readonly withoutScript: PresentWithoutScript,
    private readonly settings: SimulatorSettings,
  ) {}

  @Post('register.do')
  register(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const call = callOf('register.do', body, reply);
    const url = this.urlFor(request);
    return this.answer.execute(call, () => this.registerOrder.execute(call.fields, url, { twoStage: false }));
  }

  @Post('registerPreAuth.do')
  registerPreAuth(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const call = callOf('registerPreAuth.do', body, reply);
    const url = this.urlFor(request);
    return this.answer.execute(call, () => this.registerOrder.execute(call.fields, url, { twoStage: true }));
  }

  @Post('getOrderStatusExtended.do')
  status(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const call = callOf('getOrderStatusExtended.do', body, reply);
    return this.answer.execute(call, () => this.tellOrderStatus.execute(call.fields));
  }

  @Post('decline.do')
  decline(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const call = callOf('decline.do', body, reply);
    return this.answer.execute(call, () => this.declineOrder.execute(call.fields));
  }

  /** What the payment page posts. A browser that came here by itself runs no script and wants a page. */
  @Post('processform.do')
  pay(
    @Body() body: unknown,
    @Headers('accept') accept: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const call = callOf('processform.do', body, reply);
    const card = readCardForm(call.fields, request.ip);
    const present = accept?.includes('text/html') ? this.withoutScript.execute(card, reply) : undefined;
    return this.answer.execute(call, () => this.takePayment.execute(card), present);
  }

  @All(':call')
  other(@Param('call') call: string, @Res({ passthrough: true }) reply: FastifyReply): never {
    const known = (ENDPOINTS as readonly string[]).includes(call);
    if (!known) throw new NotFoundException();
    void reply.header('allow', 'POST');
    throw new MethodNotAllowedException('POST only');
  }

  /** Where payers' browsers find this bank. */
  private urlFor(request: FastifyRequest): string {
    return this.settings.publicUrl ?? `${request.protocol}://${request.host}`;
  }
}

function callOf(endpoint: Endpoint, body: unknown, reply: FastifyReply) {
  const type = reply.request.headers['content-type'] ?? '';
  if (body && !type.startsWith('application/x-www-form-urlencoded'))
    throw new UnsupportedMediaTypeException('application/x-www-form-urlencoded only');
  return { endpoint, fields: formFields(body), reply };
}
