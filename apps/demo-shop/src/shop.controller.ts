import { Body, Controller, Get, HttpStatus, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Buy } from './buy.js';
import { OrdersRepository } from './orders.repository.js';
import { framed } from './pages/frame.js';
import { frontPage } from './pages/front-page.js';
import { noticePage } from './pages/notice-page.js';
import { findProduct } from './products.js';
import { SHOP_CHOICES } from './settings.js';

const LATEST_ORDERS = 20;

const FORM = z.object({
  product: z
    .string()
    .transform(findProduct)
    .pipe(z.custom<NonNullable<ReturnType<typeof findProduct>>>(Boolean)),
  shop: z.enum(SHOP_CHOICES).default('usual'),
});

@Controller()
export class ShopController {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly buy: Buy,
  ) {}

  @Get()
  async front(
    @Query('shop') shop: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const latest = await this.orders.listLatest(LATEST_ORDERS);
    return framed(reply, frontPage(shop === 'strict' ? 'strict' : 'usual', latest));
  }

  @Post('buy')
  async order(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const form = FORM.safeParse(body);
    if (!form.success) return send(reply, HttpStatus.BAD_REQUEST, NOT_FOR_SALE);
    const { number, answer } = await this.buy.execute(form.data.product, form.data.shop);
    if (answer.kind === 'refused') return send(reply, HttpStatus.BAD_GATEWAY, refused(number, answer));
    const next = (answer.kind === 'taken' && answer.paymentUrl) || `/orders/${number}`;
    await reply.redirect(next, HttpStatus.SEE_OTHER);
  }
}

async function send(reply: FastifyReply, status: number, page: ReturnType<typeof noticePage>): Promise<void> {
  await reply.status(status).send(framed(reply, page));
}

const NOT_FOR_SALE = noticePage({
  title: 'We do not sell that',
  text: 'Please choose something from the shop.',
});

const refused = (number: string, { title, detail }: { title: string; detail: string }) =>
  noticePage({ title: 'Sorry, this order cannot be paid now', text: `${title}. ${detail}`, order: number });
