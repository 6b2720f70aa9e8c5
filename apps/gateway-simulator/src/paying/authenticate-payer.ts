import { Injectable } from '@nestjs/common';
import { PAYER_CODES } from '../bank/cards.js';
import { BankClock } from '../bank/clock.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { OrderBook } from '../bank/order-book.js';
import { PayerAnswer, untaken } from './payer-answer.js';
import { PayerLanguage } from './payer-language.js';
import { ended } from '../bank/three-d-secure.js';

/** What a payer does at 3-D Secure: types a code, presses a button of the test page, or gives up. */
export type Proof = Readonly<{ code: string }> | 'success' | 'fail' | 'cancel';

type Step = Readonly<{ orderId: string; authenticationId?: string; proof: Proof; language?: string }>;

/** Ends a payer's 3-D Secure, and with it the attempt. */
@Injectable()
export class AuthenticatePayer {
  constructor(
    private readonly orders: OrderBook,
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
    private readonly answer: PayerAnswer,
    private readonly language: PayerLanguage,
  ) {}

  execute({ orderId, authenticationId, proof, language }: Step): BankAnswer {
    const order = this.orders.find(orderId);
    const texts = this.language.textsFor(order, language);
    const { authentication } = order ?? {};
    if (!order || !authentication) return untaken(texts.page.notPayable);
    if (authenticationId !== undefined && authenticationId !== authentication.id)
      return untaken(texts.page.beingConfirmed);
    const outcome = outcomeOf(proof);
    const codesLeft = authentication.codesLeft - 1;
    if (outcome === 'wrong code' && codesLeft > 0) {
      this.ledger.write({ order: { ...order, authentication: { ...authentication, codesLeft } } });
      return untaken(texts.confirm.wrongCode(codesLeft));
    }
    const change = ended(order, outcome === 'wrong code' ? 'failed' : outcome, this.clock.now());
    this.ledger.write(change);
    return this.answer.to(change.order, language);
  }
}

function outcomeOf(proof: Proof): 'passed' | 'failed' | 'cancelled' | 'wrong code' {
  if (typeof proof === 'object') return PAYER_CODES.includes(proof.code) ? 'passed' : 'wrong code';
  return ({ success: 'passed', fail: 'failed', cancel: 'cancelled' } as const)[proof];
}
