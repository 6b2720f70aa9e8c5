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
import { NotesRepository } from './steps/notes.repository.js';
import type { Texts } from './texts/texts.js';
import { textsFor } from './visitor.js';

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
    private readonly notes: NotesRepository,
  ) {}

  @Get()
  async front(
    @Query('shop') shop: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const latest = await this.orders.listLatest(LATEST_ORDERS);
    return framed(reply, frontPage(shop === 'strict' ? 'strict' : 'usual', latest, textsFor(reply)));
  }

  @Post('buy')
  async order(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const at = new Date();
    const texts = textsFor(reply);
    const form = FORM.safeParse(body);
    if (!form.success) return send(reply, HttpStatus.BAD_REQUEST, notForSale(texts));
    const { language } = texts;
    const { number, answer } = await this.buy.execute({ ...form.data, language, at });
    if (answer.kind === 'refused') return send(reply, HttpStatus.BAD_GATEWAY, refused(number, answer, texts));
    const paymentUrl = answer.kind === 'taken' ? answer.paymentUrl : null;
    if (paymentUrl !== null)
      await this.notes.add(number, {
        at: new Date(),
        what: 'sent',
        evidence: `303\n\nlocation: ${paymentUrl}`,
      });
    await reply.redirect(paymentUrl ?? `/orders/${number}`, HttpStatus.SEE_OTHER);
  }
}

async function send(reply: FastifyReply, status: number, page: ReturnType<typeof noticePage>): Promise<void> {
  await reply.status(status).send(framed(reply, page));
}

function notForSale(texts: Texts) {
  const [title, text] = texts.notices.notForSale;
  return noticePage(texts, { title, text });
}

const refused = (number: string, { forGood }: { forGood: boolean }, texts: Texts) =>
  noticePage(texts, {
    title: texts.refused.title,
    text: forGood ? texts.refused.forGood : texts.refused.forNow,
    order: number,
  });
