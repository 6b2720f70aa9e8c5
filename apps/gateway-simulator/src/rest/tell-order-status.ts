import { Injectable } from '@nestjs/common';
import { type BankAnswer, type FormFields, one, Refusal } from '../wire/form-fields.js';
import { BankClock } from '../bank/clock.js';
import { Merchants } from '../bank/merchants.js';
import type { BankOrder } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { statusAnswer } from './order-status.view.js';

/** What the platform really says of an order it does not know: no orderStatus at all. */
const NOT_FOUND: BankAnswer = {
  errorCode: '6',
  errorMessage: 'Order not found',
  merchantOrderParams: [],
  attributes: [],
};

/** getOrderStatusExtended.do. */
@Injectable()
export class TellOrderStatus {
  constructor(
    private readonly merchants: Merchants,
    private readonly orders: OrderBook,
    private readonly clock: BankClock,
  ) {}

  execute(fields: FormFields): BankAnswer {
    const merchant = this.merchants.admit(fields);
    // This call knows no code 4: whatever is wrong with login or password is 5.
    if (merchant instanceof Refusal) return new Refusal('5', 'Access denied').asText();
    const orderId = one(fields, 'orderId');
    const orderNumber = one(fields, 'orderNumber');
    if (orderId === undefined && orderNumber === undefined)
      return new Refusal('1', 'Neither orderId nor orderNumber is given').asText();
    const order = this.orders.findFor(merchant.login, orderId, orderNumber);
    return order ? this.answerAbout(order) : NOT_FOUND;
  }

  /** Whatever moment of its life this order is of. */
  answerAbout(order: BankOrder): BankAnswer {
    const { grossDeposit = false } = this.merchants.find(order.merchant) ?? {};
    return statusAnswer(order, { grossDeposit, skewMs: this.clock.skewMs });
  }
}
