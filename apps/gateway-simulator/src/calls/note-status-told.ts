import { Injectable } from '@nestjs/common';
import { shownAnswer, shownRequest } from './evidence.js';
import type { BankAnswer, FormFields } from '../wire/form-fields.js';
import type { Evidence } from '../bank/journal.js';
import { Ledger } from '../bank/ledger.js';

type Told = Readonly<{ orderId: string; at: number; request: FormFields; answer: BankAnswer }>;

/** Notes what a merchant was told of an order, where it differs from what he was told before: most looks find no news. */
@Injectable()
export class NoteStatusTold {
  constructor(private readonly ledger: Ledger) {}

  execute({ orderId, at, request, answer }: Told): void {
    if (typeof answer.orderStatus !== 'number') return;
    const shown = shownAnswer(answer);
    if (sameAs(shown, this.ledger.journalOf(orderId).findLast(({ what }) => what === 'status-told')?.answer))
      return;
    const entry = { at, what: 'status-told', request: shownRequest(request), answer: shown } as const;
    this.ledger.write({ orderId, happened: [entry] });
  }
}

const sameAs = (one: Evidence, other: Evidence | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
