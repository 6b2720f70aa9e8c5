import {
  Body,
  Controller,
  HttpCode,
  HttpException,
  Post,
  StandardSchemaValidationPipe,
  UseGuards,
  UsePipes,
} from '@nestjs/common';
import type { z } from 'zod';
import { LoopbackOnly } from '../wire/loopback-only.guard.js';
import { Refusal } from '../wire/form-fields.js';
import type { BankOrder } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { CAPTURE, CHARGEBACK, REFUND, REVERSAL } from './cabinet.schemas.js';
import { CaptureHold } from './capture-hold.js';
import { DisputePayment } from './dispute-payment.js';
import type { OperationResult } from './operation.js';
import { RefundPayment } from './refund-payment.js';
import { ReversePayment } from './reverse-payment.js';

/** What a merchant's people, or the bank's, do to a paid order by hand. */
@Controller('control')
@UseGuards(LoopbackOnly)
@UsePipes(new StandardSchemaValidationPipe())
export class CabinetController {
  constructor(
    private readonly orders: OrderBook,
    private readonly refundPayment: RefundPayment,
    private readonly reversePayment: ReversePayment,
    private readonly captureHold: CaptureHold,
    private readonly disputePayment: DisputePayment,
  ) {}

  @Post('refunds')
  @HttpCode(200)
  refund(@Body({ schema: REFUND }) { callback, ...request }: z.output<typeof REFUND>): BankOrder {
    return done(this.refundPayment.execute(this.find(request), { ...request, quiet: !callback }));
  }

  @Post('reversals')
  @HttpCode(200)
  reverse(@Body({ schema: REVERSAL }) { callback, ...which }: z.output<typeof REVERSAL>): BankOrder {
    return done(this.reversePayment.execute(this.find(which), { quiet: !callback }));
  }

  @Post('captures')
  @HttpCode(200)
  capture(@Body({ schema: CAPTURE }) { callback, ...request }: z.output<typeof CAPTURE>): BankOrder {
    return done(this.captureHold.execute(this.find(request), { ...request, quiet: !callback }));
  }

  @Post('chargebacks')
  @HttpCode(200)
  dispute(@Body({ schema: CHARGEBACK }) request: z.output<typeof CHARGEBACK>): BankOrder {
    return done(this.disputePayment.execute(this.find(request), request));
  }

  private find({ orderId, orderNumber }: { orderId?: string; orderNumber?: string }): BankOrder | undefined {
    return this.orders.findAnywhere(orderId ?? orderNumber ?? '');
  }
}

/** 5: what was asked is wrong; 6: there is no such order; 7: the order is not in a state for it. */
const HTTP_STATUS: Readonly<Record<string, number>> = { 5: 422, 6: 404, 7: 409 };

function done(result: OperationResult): BankOrder {
  if (!(result instanceof Refusal)) return result;
  const { code: errorCode, message } = result;
  throw new HttpException({ errorCode, message }, HTTP_STATUS[errorCode] ?? 400);
}
