import { Injectable } from '@nestjs/common';
import { type CardForm, fieldOf, problemOf } from './card-form.js';
import { fateOf, maskedPanOf, paymentSystemOf } from '../bank/cards.js';
import { BankClock } from '../bank/clock.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { type Attempt, type BankOrder, STATUS } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerAnswer, untaken } from './payer-answer.js';
import { PayerLanguage } from './payer-language.js';
import { type Change, settle, withAttempt } from '../bank/settle-attempt.js';
import { begun } from '../bank/three-d-secure.js';

/** processform.do: one attempt to pay. Its answer is for the page; what counts is in the ledger by then. */
@Injectable()
export class TakePayment {
  constructor(
    private readonly orders: OrderBook,
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
    private readonly answer: PayerAnswer,
    private readonly language: PayerLanguage,
  ) {}

  execute(card: CardForm): BankAnswer {
    const order = this.orders.find(card.orderId);
    const { page, problems } = this.language.textsFor(order, card.language);
    if (order?.status === STATUS.authenticating) return untaken(page.beingConfirmed);
    if (order?.status !== STATUS.registered) return untaken(page.notPayable);
    const now = this.clock.now();
    const problem = problemOf(card, now);
    if (problem) return untaken(problems[problem], fieldOf(problem));
    const change = tried(withAttempt(order, attemptOf(card, order, now)), card, now);
    this.ledger.write(change);
    return this.answer.to(change.order, card.language);
  }
}

function tried(order: BankOrder, { pan, cvc }: CardForm, now: number): Change {
  const { threeDSecure, actionCode } = fateOf(pan, cvc);
  const change =
    threeDSecure === 'none'
      ? settle(order, { actionCode }, now)
      : begun(order, threeDSecure, actionCode, now);
  const taken = { at: now, what: 'card-taken', card: maskedPanOf(pan) } as const;
  return { order: change.order, happened: [taken, ...change.happened] };
}

function attemptOf(card: CardForm, order: BankOrder, now: number): Attempt {
  return {
    at: now,
    ip: order.ip ?? card.ip,
    way: 'CARD',
    maskedPan: maskedPanOf(card.pan),
    expiration: card.year + card.month,
    cardholderName: card.holder,
    paymentSystem: paymentSystemOf(card.pan),
  };
}
