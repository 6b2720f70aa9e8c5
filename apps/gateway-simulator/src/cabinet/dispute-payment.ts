import { Injectable } from '@nestjs/common';
import { isCharged } from '../bank/order-amounts.js';
import { BankClock } from '../bank/clock.js';
import { Refusal } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import type { BankOrder } from '../bank/order.js';
import { NO_SUCH_ORDER, type OperationResult } from './operation.js';

type Dispute = Readonly<{ withdrawn: boolean }>;

/** A payer disputes a charge at the card's bank, or withdraws the dispute. Only the order's status tells it: no callback does. */
@Injectable()
export class DisputePayment {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
  ) {}

  execute(order: BankOrder | undefined, { withdrawn }: Dispute): OperationResult {
    if (!order) return NO_SUCH_ORDER;
    const isDisputed = order.chargeback === true;
    if (!isCharged(order) || isDisputed !== withdrawn)
      return new Refusal('7', 'Chargeback is impossible for current transaction state');
    const disputed = { ...order, chargeback: !withdrawn };
    const what = withdrawn ? 'chargeback-withdrawn' : 'chargeback';
    this.ledger.write({ order: disputed, happened: [{ at: this.clock.now(), what }] });
    return disputed;
  }
}
