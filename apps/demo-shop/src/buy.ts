import { Injectable } from '@nestjs/common';
import { newOrderNumber } from './order-number.js';
import { OrdersRepository } from './orders.repository.js';
import type { Product } from './products.js';
import { RegisterAtTolem } from './register-at-tolem.js';
import type { ShopChoice } from './settings.js';
import { NotesRepository } from './steps/notes.repository.js';
import type { Language } from './texts/texts.js';
import type { TolemAnswer } from './tolem-client.js';

export type Purchase = Readonly<{ product: Product; shop: ShopChoice; language: Language; at: Date }>;

/** Makes an order. It is stored under its number before Tolem hears of it, so that a lost answer loses nothing. */
@Injectable()
export class Buy {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly notes: NotesRepository,
    private readonly registerAtTolem: RegisterAtTolem,
  ) {}

  async execute({ product, shop, language, at }: Purchase): Promise<{ number: string; answer: TolemAnswer }> {
    const number = newOrderNumber(at);
    const order = { number, product: product.id, amountMinor: product.amountMinor, shop, language };
    await this.orders.add(order);
    const evidence = `POST /buy\n\nproduct=${product.id}\nshop=${shop}`;
    await this.notes.add(number, { at, what: 'bought', evidence });
    return { number, answer: await this.registerAtTolem.execute(order) };
  }
}
