import { Injectable } from '@nestjs/common';
import { BankClock } from '../bank/clock.js';
import { Refusal } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { type BankOrder, STATUS } from '../bank/order.js';
import { type Manner, NO_SUCH_ORDER, type OperationResult, quietly } from './operation.js';

/** Lets a hold go, or undoes a charge as if it had not been; what was refunded in part cannot be (gateway.md §5, §5a). */
@Injectable()
export class ReversePayment {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
  ) {}

  execute(order: BankOrder | undefined, manner: Manner): OperationResult {
    if (!order) return NO_SUCH_ORDER;
    if (order.status !== STATUS.approved && order.status !== STATUS.deposited)
      return new Refusal('7', 'Reversal is impossible for current transaction state');
    const at = this.clock.now();
    const reversed = { ...order, status: STATUS.reversed, reversedAt: at };
    const { status } = reversed;
    const happened = [{ at, what: 'reversed', status, ...quietly(manner) } as const];
    this.ledger.write({ order: reversed, happened });
    return reversed;
  }
}
