import { ReplayEvent } from '@app/events';
import { AppError } from '@app/kernel';
import { Actors, mayActAs, type Operator } from '@app/operators';
import { FindOrder, paymentUrlOf, RegisterAgain, ResolveByHand } from '@app/orders';
import { type OrderMay, OrderPageReport, type OrderPageView, SearchOrders } from '@app/reports';
import { PollNow } from '@app/reconciliation';
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentOperator, ForOperators } from '../access.guard.js';
import { isId } from './fields.js';
import { cursorOf, ORDER_SEARCH, REPLAY, RESOLVE, toSearch } from './order-query.js';

/** Every order of every shop, and what an operator can do about one. */
@Controller('ops/api/orders')
export class OpsOrdersController {
  constructor(
    private readonly searchOrders: SearchOrders,
    private readonly page: OrderPageReport,
    private readonly findOrder: FindOrder,
    private readonly askOrder: PollNow,
    private readonly again: RegisterAgain,
    private readonly replayEvent: ReplayEvent,
    private readonly resolveByHand: ResolveByHand,
    private readonly actors: Actors,
  ) {}

  @Get()
  @ForOperators('viewer')
  async search(
    @Query({ schema: ORDER_SEARCH }) query: z.output<typeof ORDER_SEARCH>,
  ): Promise<Record<string, unknown>> {
    const { items, next } = await this.searchOrders.execute(toSearch(query));
    return { items, nextCursor: cursorOf(next) };
  }

  @Get(':id')
  @ForOperators('viewer')
  async show(@CurrentOperator() operator: Operator, @Param('id') id: string): Promise<OrderPageView> {
    const page = await this.page.execute(id);
    return { ...page, may: mayAs(operator, page.may) };
  }

  @Post(':id/ask')
  @HttpCode(202)
  @ForOperators('operator')
  async ask(
    @CurrentOperator() operator: Operator,
    @Param('id') id: string,
  ): Promise<{ registrations: number }> {
    return { registrations: await this.askOrder.execute(this.actors.of(operator), mustBeId(id)) };
  }

  /** The page that is live, or a new one. 202: the bank's answer was lost or has not come, and we are finding out. */
  @Post(':id/payment-link')
  @ForOperators('operator')
  async paymentLink(
    @CurrentOperator() operator: Operator,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ paymentUrl: string | null }> {
    const orderId = mustBeId(id);
    await this.findOrder.mustFind(orderId);
    await this.again.execute(orderId, this.actors.of(operator));
    const { order, newest, now } = await this.findOrder.mustFind(orderId);
    if (newest.state === 'refused' || newest.state === 'orphan')
      throw new AppError('GATEWAY_REFUSED', `The gateway refused order ${order.id}; its events tell why`);
    const paymentUrl = paymentUrlOf(order, newest, now);
    void reply.status(paymentUrl === null ? HttpStatus.ACCEPTED : HttpStatus.OK);
    return { paymentUrl };
  }

  @Post(':id/replay')
  @HttpCode(202)
  @ForOperators('operator')
  async replay(
    @CurrentOperator() operator: Operator,
    @Param('id') id: string,
    @Body({ schema: REPLAY }) body: z.output<typeof REPLAY>,
  ): Promise<{ jobId: string }> {
    const wanted = { ...body, orderId: mustBeId(id) };
    return { jobId: await this.replayEvent.execute(this.actors.of(operator), wanted) };
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ForOperators('admin')
  async resolve(
    @CurrentOperator() operator: Operator,
    @Param('id') id: string,
    @Body({ schema: RESOLVE }) body: z.output<typeof RESOLVE>,
  ): Promise<OrderPageView> {
    await this.resolveByHand.execute(this.actors.of(operator), { orderId: mustBeId(id), ...body });
    return this.show(operator, id);
  }
}

function mustBeId(id: string): string {
  if (!isId(id)) throw new AppError('ORDER_NOT_FOUND', 'There is no order of that id');
  return id.toLowerCase();
}

/** What the order allows, and this operator's role besides. */
function mayAs({ role }: Operator, may: OrderMay): OrderMay {
  const acts = mayActAs(role, 'operator');
  return {
    ask: acts && may.ask,
    newPaymentLink: acts && may.newPaymentLink,
    resolve: mayActAs(role, 'admin') ? may.resolve : [],
    replay: acts && may.replay,
    closeCase: acts && may.closeCase,
  };
}
