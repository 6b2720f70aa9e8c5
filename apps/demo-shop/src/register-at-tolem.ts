import { Injectable, Logger } from '@nestjs/common';
import { type NewShopOrder, OrdersRepository, type ShopOrder } from './orders.repository.js';
import { ShopSettings } from './settings.js';
import { NotesRepository } from './steps/notes.repository.js';
import { TEXTS } from './texts/languages.js';
import { nameOf } from './texts/texts.js';
import {
  type Call,
  newOrder,
  newPage,
  type OrderFacts,
  type TolemAnswer,
  TolemClient,
} from './tolem-client.js';

/** True while the shop still has to ask Tolem for the address of the payment page. */
export const isBeingRegistered = (order: ShopOrder): boolean =>
  order.state === 'undecided' && order.paymentUrl === null && order.refusal === null;

/** True after a failure that another try may mend. */
export const mayTryAgain = ({ state, tolemOrderId }: ShopOrder): boolean =>
  tolemOrderId !== null && (state === 'declined' || state === 'expired');

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
    private readonly notes: NotesRepository,
    private readonly settings: ShopSettings,
  ) {}

  async execute(order: NewShopOrder): Promise<TolemAnswer> {
    const answer = await this.call(order, newOrder(this.factsOf(order)));
    if (answer.kind === 'refused' && answer.forGood)
      await this.orders.setRefusal(order.number, `${answer.title}. ${answer.detail}`);
    return answer;
  }

  /** A page to try again on, after a decline or when the time was over. Tolem itself sees to it that no two can be paid. */
  async again(order: ShopOrder): Promise<TolemAnswer> {
    return order.tolemOrderId === null ? { kind: 'unsure' } : this.call(order, newPage(order.tolemOrderId));
  }

  private async call(order: NewShopOrder, call: Call): Promise<TolemAnswer> {
    const asked = this.tolem.evidenceOf(call);
    await this.notes.add(order.number, { at: new Date(), what: 'asked', evidence: asked });
    const { answer, evidence } = await this.tolem.post(order.shop, call);
    await this.notes.add(order.number, { at: new Date(), what: 'answered', evidence });
    if (answer.kind === 'taken')
      await this.orders.setRegistered(order.number, answer.orderId, answer.paymentUrl);
    if (answer.kind === 'refused') this.logger.warn(`Order ${order.number}: ${answer.title}`);
    return answer;
  }

  private factsOf({ number, product, amountMinor, language }: NewShopOrder): OrderFacts {
    const address = `${this.settings.ownUrl}/orders/${number}`;
    return {
      orderNumber: number,
      amount: amountMinor,
      currency: 'KZT',
      successUrl: `${address}?back=success`,
      failUrl: `${address}?back=failure`,
      description: nameOf(product, TEXTS[language]),
      language,
    };
  }
}
