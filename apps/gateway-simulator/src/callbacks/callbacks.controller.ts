import {
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Post,
  Query,
  StandardSchemaValidationPipe,
  UseGuards,
  UsePipes,
} from '@nestjs/common';
import { z } from 'zod';
import { OPERATIONS } from '../bank/news.js';
import { LoopbackOnly } from '../wire/loopback-only.guard.js';
import { JOURNAL_WANTED } from '../control/control.schemas.js';
import { OrderBook } from '../bank/order-book.js';
import { SendCallback } from './send-callback.js';
import { type SentCallback, SentCallbacks } from './sent-callbacks.js';

const CALLBACK = z.strictObject({
  orderId: z.string().min(1),
  operation: z.enum(OPERATIONS),
  status: z.enum(['0', '1']).default('1'),
  /** Without the key. */
  forged: z.boolean().default(false),
});

/** What the bank has told merchants, and a way to have it tell what is not so, or not yet. */
@Controller('control/callbacks')
@UseGuards(LoopbackOnly)
@UsePipes(new StandardSchemaValidationPipe())
export class CallbacksController {
  constructor(
    private readonly orders: OrderBook,
    private readonly sent: SentCallbacks,
    private readonly send: SendCallback,
  ) {}

  @Get()
  list(@Query({ schema: JOURNAL_WANTED }) { orderId }: z.output<typeof JOURNAL_WANTED>): SentCallback[] {
    return this.sent.of(orderId);
  }

  /** Once, now, and whatever the order's status is. */
  @Post()
  @HttpCode(200)
  async sendNow(
    @Body({ schema: CALLBACK }) { orderId, operation, status, forged }: z.output<typeof CALLBACK>,
  ): Promise<{ answered: number | null }> {
    const order = this.orders.find(orderId);
    const callback = order && this.send.prepare(order, { operation, status }, { forged });
    if (!callback) throw new NotFoundException('There is no such order, or no callbacks for it');
    return { answered: await this.send.execute(callback) };
  }
}
