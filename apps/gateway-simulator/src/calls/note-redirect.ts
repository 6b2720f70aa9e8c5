import { Injectable } from '@nestjs/common';
import { BankClock } from '../bank/clock.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { withoutTokens } from '../bank/journal.js';
import { Ledger } from '../bank/ledger.js';

/** Notes that a payer's browser was sent back to the shop, where the answer it got says so. */
@Injectable()
export class NoteRedirect {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
  ) {}

  sent(orderId: string, answer: BankAnswer): void {
    if (typeof answer.redirect !== 'string') return;
    const url = withoutTokens(answer.redirect);
    this.ledger.write({ orderId, happened: [{ at: this.clock.now(), what: 'redirected', url }] });
  }
}
