import { Controller, Get, HttpStatus, NotFoundException, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isOrderNumber } from './order-number.js';
import { type OrderView, orderView } from './order.view.js';
import { OrdersRepository, type ShopOrder } from './orders.repository.js';
import { framed } from './pages/frame.js';
import { orderPage } from './pages/order-page.js';
import { isBeingRegistered, mayTryAgain, RegisterAtTolem } from './register-at-tolem.js';
import { LookAtOrder } from './steps/look-at-order.js';
import { type Note, NotesRepository } from './steps/notes.repository.js';
import { textsFor } from './visitor.js';

/** Pages of one order. Nothing in a query is believed: it chooses a greeting and no more. */
@Controller('orders/:number')
export class OrdersController {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly notes: NotesRepository,
    private readonly lookAtOrder: LookAtOrder,
    private readonly registerAtTolem: RegisterAtTolem,
  ) {}

  @Get()
  async show(
    @Param('number') number: string,
    @Query('back') back: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const order = await this.mustFind(number);
    if (back === 'success' || back === 'failure')
      await this.note(order, 'returned', `GET /orders/${number}?back=${back}`);
    return framed(reply, orderPage(await this.lookAtOrder.execute(order), back, textsFor(reply)));
  }

  @Get('state')
  async state(
    @Param('number') number: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderView> {
    const order = await this.mustFind(number);
    void reply.header('cache-control', 'no-store');
    return orderView(await this.lookAtOrder.execute(order), textsFor(reply));
  }

  /** To the bank's page. */
  @Get('pay')
  async pay(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const order = await this.mustFind(number);
    const next = order.paymentUrl ?? `/orders/${number}`;
    if (order.paymentUrl !== null) await this.note(order, 'sent', `303\n\nlocation: ${next}`);
    await reply.redirect(next, HttpStatus.SEE_OTHER);
  }

  /** Asks Tolem once more for the payment page, where there is none yet. */
  @Post('register')
  async register(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const order = await this.mustFind(number);
    if (isBeingRegistered(order)) await this.registerAtTolem.execute(order);
    await reply.redirect(`/orders/${order.number}`, HttpStatus.SEE_OTHER);
  }

  /** To a page of the bank once more, after a decline or when the time was over. */
  @Post('again')
  async again(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const order = await this.mustFind(number);
    const answer = mayTryAgain(order) ? await this.registerAtTolem.again(order) : undefined;
    const paymentUrl = answer?.kind === 'taken' ? answer.paymentUrl : null;
    if (paymentUrl !== null) await this.note(order, 'sent', `303\n\nlocation: ${paymentUrl}`);
    await reply.redirect(paymentUrl ?? `/orders/${order.number}`, HttpStatus.SEE_OTHER);
  }

  private note({ number }: ShopOrder, what: Note['what'], evidence: string): Promise<void> {
    return this.notes.add(number, { at: new Date(), what, evidence });
  }

  private async mustFind(number: string): Promise<ShopOrder> {
    const order = isOrderNumber(number) ? await this.orders.find(number) : undefined;
    if (!order) throw new NotFoundException();
    return order;
  }
}
