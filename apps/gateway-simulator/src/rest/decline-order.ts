import { Injectable } from '@nestjs/common';
import { BankClock } from '../bank/clock.js';
import { type BankAnswer, type FormFields, one, Refusal } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { Merchants } from '../bank/merchants.js';
import { STATUS } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';

/** decline.do: closes an order nobody has paid, but not while a payer is at 3-D Secure. The code it closes with is not documented; 2012 is one candidate. */
@Injectable()
export class DeclineOrder {
  constructor(
    private readonly merchants: Merchants,
    private readonly orders: OrderBook,
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
  ) {}

  execute(fields: FormFields): BankAnswer {
    const merchant = this.merchants.admit(fields);
    if (merchant instanceof Refusal) return new Refusal('5', 'Access denied').asText();
    const orderId = one(fields, 'orderId');
    const orderNumber = one(fields, 'orderNumber');
    if (orderId === undefined || orderNumber === undefined)
      return new Refusal('5', 'orderId and orderNumber are both needed').asText();
    const order = this.orders.findFor(merchant.login, orderId);
    if (order?.orderNumber !== orderNumber) return new Refusal('6', 'Order not found').asText();
    if (order.status !== STATUS.registered)
      return new Refusal('7', 'Order is not in a state to be declined').asText();
    const closed = { status: STATUS.declined, actionCode: 2012 };
    const at = this.clock.now();
    this.ledger.write({
      order: { ...order, ...closed },
      happened: [{ at, what: 'closed', by: 'decline.do', ...closed }],
    });
    return { errorCode: '0', errorMessage: 'Success' };
  }
}
