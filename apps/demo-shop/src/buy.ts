import { Injectable } from '@nestjs/common';
import { newOrderNumber } from './order-number.js';
import { OrdersRepository } from './orders.repository.js';
import type { Product } from './products.js';
import { RegisterAtTolem } from './register-at-tolem.js';
import type { ShopChoice } from './settings.js';
import type { TolemAnswer } from './tolem-client.js';

/** Makes an order. It is stored under its number before Tolem hears of it, so that a lost answer loses nothing. */
@Injectable()
export class Buy {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly registerAtTolem: RegisterAtTolem,
  ) {}

  async execute(product: Product, shop: ShopChoice): Promise<{ number: string; answer: TolemAnswer }> {
    const number = newOrderNumber(new Date());
    const order = { number, product: product.id, amountMinor: product.amountMinor, shop };
    await this.orders.add(order);
    return { number, answer: await this.registerAtTolem.execute(order) };
  }
}
