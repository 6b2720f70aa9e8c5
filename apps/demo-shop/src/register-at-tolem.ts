import { Injectable, Logger } from '@nestjs/common';
import { type NewShopOrder, OrdersRepository, type ShopOrder } from './orders.repository.js';
import { findProduct } from './products.js';
import { ShopSettings } from './settings.js';
import { type OrderFacts, type TolemAnswer, TolemClient } from './tolem-client.js';

/** True while the shop still has to ask Tolem for the address of the payment page. */
export const isBeingRegistered = (order: ShopOrder): boolean =>
  order.state === 'undecided' && order.paymentUrl === null && order.refusal === null;

/**
 * Asks Tolem for a payment page and writes down what it said. Safe to repeat, also while another call is still on its
 * way: the facts are made from the stored order, so Tolem sees the same number with the same facts.
 */
@Injectable()
export class RegisterAtTolem {
  private readonly logger = new Logger(RegisterAtTolem.name);

  constructor(
    private readonly tolem: TolemClient,
    private readonly orders: OrdersRepository,
    private readonly settings: ShopSettings,
  ) {}

  async execute(order: NewShopOrder): Promise<TolemAnswer> {
    const answer = await this.tolem.postOrder(order.shop, this.factsOf(order));
    if (answer.kind === 'taken')
      await this.orders.setRegistered(order.number, answer.orderId, answer.paymentUrl);
    if (answer.kind === 'refused') {
      this.logger.warn(`Order ${order.number}: ${answer.title}`);
      if (answer.forGood) await this.orders.setRefusal(order.number, `${answer.title}. ${answer.detail}`);
    }
    return answer;
  }

  private factsOf({ number, product, amountMinor }: NewShopOrder): OrderFacts {
    const address = `${this.settings.ownUrl}/orders/${number}`;
    return {
      orderNumber: number,
      amount: amountMinor,
      currency: 'KZT',
      successUrl: `${address}?back=success`,
      failUrl: `${address}?back=failure`,
      description: findProduct(product)?.name ?? product,
      language: 'en',
    };
  }
}
