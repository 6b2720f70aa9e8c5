import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { AuthenticatePayer } from '../paying/authenticate-payer.js';
import { BankClock } from '../bank/clock.js';
import type { PAYMENT } from './control.schemas.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { type BankOrder, STATUS } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerAnswer } from '../paying/payer-answer.js';
import { TakePayment } from '../paying/take-payment.js';
import { TakeWalletPayment } from '../paying/take-wallet-payment.js';

type Payment = z.output<typeof PAYMENT>;

/** Pays as the pages would, by the same code, through 3-D Secure too; an order already there is only taken through. */
@Injectable()
export class PayForTest {
  constructor(
    private readonly orders: OrderBook,
    private readonly clock: BankClock,
    private readonly takePayment: TakePayment,
    private readonly takeWallet: TakeWalletPayment,
    private readonly authenticate: AuthenticatePayer,
    private readonly answer: PayerAnswer,
  ) {}

  execute(order: BankOrder, payment: Payment): BankAnswer {
    const { orderId } = order;
    const isThere = order.status === STATUS.authenticating;
    const answer = isThere ? this.answer.to(order, undefined) : this.begin(orderId, payment);
    const isNowThere = this.orders.find(orderId)?.status === STATUS.authenticating;
    if (!isNowThere || payment.threeDSecure === 'leave') return answer;
    return this.authenticate.execute({ orderId, proof: payment.threeDSecure });
  }

  private begin(orderId: string, { way, ...card }: Payment): BankAnswer {
    const ip = '127.0.0.1';
    if (way !== 'CARD') return this.takeWallet.execute({ orderId, way, ip });
    const year = card.year ?? String(new Date(this.clock.now()).getUTCFullYear() + 1);
    return this.takePayment.execute({ ...card, year, orderId, holder: 'TEST CARDHOLDER', ip });
  }
}
