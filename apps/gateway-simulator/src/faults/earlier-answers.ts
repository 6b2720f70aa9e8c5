import { Injectable } from '@nestjs/common';
import { BankClock } from '../bank/clock.js';
import type { BankAnswer } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import type { Status } from '../bank/order.js';
import { TellOrderStatus } from '../rest/tell-order-status.js';

/** Of an order's life: so long ago, or when it last had this status. */
export type Earlier = Readonly<{ seconds?: number; status?: Status }>;

/** What the bank would have said of an order before. */
@Injectable()
export class EarlierAnswers {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
    private readonly tellOrderStatus: TellOrderStatus,
  ) {}

  /** Undefined: it never stood like that. */
  find(orderId: string, { seconds = 0, status }: Earlier): BankAnswer | undefined {
    const { histories } = this.ledger;
    const order =
      status === undefined
        ? histories.asOf(orderId, this.clock.now() - seconds * 1000)
        : histories.lastWith(orderId, status);
    return order && this.tellOrderStatus.answerAbout(order);
  }
}
