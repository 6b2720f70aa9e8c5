import { Injectable } from '@nestjs/common';
import { BankClock } from '../bank/clock.js';
import { Refusal } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { type BankOrder, STATUS } from '../bank/order.js';
import { type Manner, NO_SUCH_ORDER, type OperationResult, quietly } from './operation.js';
import { readAmount } from './operation-amount.js';

type CaptureRequest = Manner &
  Readonly<{
    /** In minor units; 0: the whole hold. */
    amount: string | number;
  }>;

/** Takes what was held, all or a part; the rest goes back to the payer at once (gateway.md §5, §5a). */
@Injectable()
export class CaptureHold {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
  ) {}

  execute(order: BankOrder | undefined, request: CaptureRequest): OperationResult {
    if (!order) return NO_SUCH_ORDER;
    const capturedMinor = readAmount(request.amount, order.amountMinor);
    if (capturedMinor instanceof Refusal) return capturedMinor;
    if (order.status !== STATUS.approved)
      return new Refusal('7', 'Deposit is impossible for current transaction state');
    if (capturedMinor > order.amountMinor)
      return new Refusal('5', 'deposited amount is exceeding approved amount');
    const at = this.clock.now();
    const captured = { ...order, status: STATUS.deposited, capturedMinor, depositedAt: at };
    const told = { amountMinor: capturedMinor, status: captured.status, ...quietly(request) };
    this.ledger.write({ order: captured, happened: [{ at, what: 'captured', ...told }] });
    return captured;
  }
}
