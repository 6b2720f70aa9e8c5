import { type Shop, TolemConfig } from '@app/config';
import { EventLog, toCloudEvent } from '@app/events';
import { AppError } from '@app/kernel';
import {
  FindOrder,
  ListOrders,
  type Order,
  type OrderWithRegistrations,
  RegisterAgain,
  type Registered,
  RegisterOrder,
  type Registration,
} from '@app/orders';
import type { TolemEvent } from '@app/subscriber';
import { Body, Controller, Get, Headers, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentShop, ForShops } from '../access.guard.js';
import { NEW_ORDER, type NewOrder, toOrderRequest } from './new-order.js';
import { DOCS } from './orders.docs.js';
import { cursorOf, ORDER_LIST, type OrderList, toOrderFilter } from './order-list.js';
import { etagOf, orderView } from './order.view.js';
import { isKnown } from './if-none-match.js';
import { PollOverdue } from './poll-overdue.js';
import { preferredWaitSeconds } from './prefer.js';
import { ShowOrder } from './show-order.js';

/** More events than an order can sensibly have. */
const MAX_EVENTS = 200;

const SHOW_QUERY = z.strictObject({ refresh: z.enum(['true', 'false']).optional() });
type ShowQuery = z.output<typeof SHOW_QUERY>;

@ApiTags('orders')
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly config: TolemConfig,
    private readonly registerOrder: RegisterOrder,
    private readonly again: RegisterAgain,
    private readonly findOrder: FindOrder,
    private readonly listOrders: ListOrders,
    private readonly showOrder: ShowOrder,
    private readonly pollOverdue: PollOverdue,
    private readonly log: EventLog,
  ) {}

  @Post()
  @ForShops('orders:write')
  @DOCS.register()
  async register(
    @CurrentShop() shop: Shop,
    @Body({ schema: NEW_ORDER }) body: NewOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Record<string, unknown>> {
    const merchant = this.config.mustFindMerchant(shop.merchant);
    const registered = await this.registerOrder.execute(toOrderRequest(body, shop, merchant));
    const found = await this.findOrder.mustFindOfShop(shop.id, registered.orderId);
    if (isRefused(registered, found)) throw await this.refusalOf(found.order);
    void reply.status(statusOf(registered, found)).header('location', `/v1/orders/${found.order.id}`);
    return orderView(found);
  }

  @Get()
  @ForShops('orders:read')
  @DOCS.list()
  async list(
    @CurrentShop() shop: Shop,
    @Query({ schema: ORDER_LIST }) query: OrderList,
  ): Promise<{ items: Record<string, unknown>[]; nextCursor: string | null }> {
    const page = await this.listOrders.execute(shop.id, toOrderFilter(query));
    return { items: page.items.map(orderView), nextCursor: cursorOf(page.next) };
  }

  /** With `Prefer: wait`, answers as soon as there is news; 304 where there is none. */
  @Get(':id')
  @ForShops('orders:read')
  @DOCS.show()
  async show(
    @CurrentShop() shop: Shop,
    @Param('id') id: string,
    @Query({ schema: SHOW_QUERY }) query: ShowQuery,
    @Headers() headers: Record<string, string | undefined>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Record<string, unknown> | undefined> {
    const waitSeconds = preferredWaitSeconds(headers.prefer);
    const knownEtag = headers['if-none-match'];
    const options = { waitMs: waitSeconds * 1000, knownEtag, refresh: query.refresh === 'true' };
    const { found, refreshed } = await this.showOrder.execute(shop.id, id, options);
    void reply.header('etag', etagOf(found.order)).header('vary', 'prefer');
    if (waitSeconds > 0) void reply.header('preference-applied', `wait=${waitSeconds}`);
    if (refreshed === undefined && isKnown(etagOf(found.order), knownEtag)) return void reply.status(304);
    return { ...orderView(found), ...(refreshed !== undefined && { refreshed }) };
  }

  /** A payment page: the one that is live, or a new one after decline, expiry or rejection. */
  @Post(':id/registrations')
  @ForShops('orders:write')
  @DOCS.registerAgain()
  async registerAgain(
    @CurrentShop() shop: Shop,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Record<string, unknown>> {
    const before = await this.findOrder.mustFindOfShop(shop.id, id);
    await this.pollOverdue.execute(before);
    const { order } = before;
    const { made } = await this.again.execute(order.id);
    const registered: Registered = { orderId: order.id, how: made ? 'made' : 'found' };
    const found = await this.findOrder.mustFind(order.id);
    if (isRefused(registered, found)) throw await this.refusalOf(found.order);
    void reply.status(statusOf(registered, found));
    return orderView(found);
  }

  /** The history of one order, oldest first. */
  @Get(':id/events')
  @ForShops('orders:read')
  @DOCS.events()
  async events(
    @CurrentShop() shop: Shop,
    @Param('id') id: string,
  ): Promise<{ items: TolemEvent[]; nextCursor: null }> {
    const { order } = await this.findOrder.mustFindOfShop(shop.id, id);
    const rows = await this.log.listOfSubject(`order:${order.id}`, MAX_EVENTS);
    const items = rows.map((row) => toCloudEvent(row, row.seq > 1 ? row.seq - 1 : null));
    return { items, nextCursor: null };
  }

  /** In our own words, as the event tells it: the bank's may be in any language and say anything. */
  private async refusalOf({ id }: Order): Promise<AppError> {
    const event = await this.log.findNewest(`order:${id}`, 'order.rejected');
    const told = event?.data.reason;
    const reason = typeof told === 'string' ? told : 'The gateway refused to register the order';
    return new AppError('GATEWAY_REFUSED', `${reason} (order ${id})`);
  }
}

/** Whether the gateway said no to what this call wanted. */
function isRefused({ how }: Registered, { order, newest }: OrderWithRegistrations): boolean {
  if (order.settledBy !== null || isUnderWay(newest)) return false;
  return order.state === 'rejected' || (how === 'made' && ['refused', 'orphan'].includes(newest.state));
}

/** 202: the gateway's answer was lost or has not come, and we are finding out. */
function statusOf({ how }: Registered, { order, newest }: OrderWithRegistrations): HttpStatus {
  // The money is there: what becomes of a page that nobody needs any more is no news to the shop.
  if (order.settledBy !== null) return HttpStatus.OK;
  if (isUnderWay(newest) || order.state === 'created') return HttpStatus.ACCEPTED;
  return how === 'made' ? HttpStatus.CREATED : HttpStatus.OK;
}

const isUnderWay = ({ state }: Registration): boolean => state === 'sending' || state === 'recovering';
