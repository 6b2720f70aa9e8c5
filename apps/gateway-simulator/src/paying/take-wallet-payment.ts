import { Injectable } from '@nestjs/common';
import { eciOf } from '../bank/cards.js';
import { BankClock } from '../bank/clock.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { type Attempt, type BankOrder, STATUS } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerAnswer, untaken } from './payer-answer.js';
import { PayerLanguage } from './payer-language.js';
import { settle, withAttempt } from '../bank/settle-attempt.js';
import { WALLETS, type WalletWay } from '../bank/wallets.js';

export type WalletPayment = Readonly<{ orderId: string; way: WalletWay; language?: string; ip: string }>;

/** A payment whose payer has confirmed it on a phone: the bank asks nothing more. */
@Injectable()
export class TakeWalletPayment {
  constructor(
    private readonly orders: OrderBook,
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
    private readonly answer: PayerAnswer,
    private readonly language: PayerLanguage,
  ) {}

  execute(payment: WalletPayment): BankAnswer {
    const order = this.orders.find(payment.orderId);
    const { page } = this.language.textsFor(order, payment.language);
    if (order?.status === STATUS.authenticating) return untaken(page.beingConfirmed);
    if (order?.status !== STATUS.registered) return untaken(page.notPayable);
    const now = this.clock.now();
    const attempt = attemptOf(payment, order, now);
    const eci = eciOf(attempt.paymentSystem, 'passed');
    const change = settle(withAttempt(order, attempt), { actionCode: 0, eci }, now);
    const { maskedPan: card, way } = attempt;
    const happened = [{ at: now, what: 'wallet-taken', way, card } as const, ...change.happened];
    this.ledger.write({ order: change.order, happened });
    return this.answer.to(change.order, payment.language);
  }
}

function attemptOf({ way, ip }: WalletPayment, order: BankOrder, now: number): Attempt {
  const { maskedPan, paymentSystem } = WALLETS[way];
  const expiration = `${new Date(now).getUTCFullYear() + 3}12`;
  return {
    at: now,
    ip: order.ip ?? ip,
    way,
    maskedPan,
    expiration,
    cardholderName: 'TEST CARDHOLDER',
    paymentSystem,
  };
}
