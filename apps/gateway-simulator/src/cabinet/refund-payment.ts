import { Injectable } from '@nestjs/common';
import { amountsOf, isCharged } from '../bank/order-amounts.js';
import { BankClock } from '../bank/clock.js';
import { Refusal } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { type BankOrder, type Refund, STATUS } from '../bank/order.js';
import { digits } from '../bank/settle-attempt.js';
import { type Manner, NO_SUCH_ORDER, type OperationResult, quietly } from './operation.js';
import { readAmount } from './operation-amount.js';

type RefundRequest = Manner &
  Readonly<{
    /** In minor units; 0: all that is left. */
    amount: string | number;
    /** The merchant's own name for it: a repeat changes nothing and succeeds. */
    externalRefundId?: string;
  }>;

/** Gives a payer back what was charged, all that is left of it or a part (gateway.md §5, §5a). */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
  ) {}

  execute(order: BankOrder | undefined, request: RefundRequest): OperationResult {
    if (!order) return NO_SUCH_ORDER;
    const { externalRefundId } = request;
    if (externalRefundId !== undefined && findRefund(order, externalRefundId)) return order;
    const { leftMinor } = amountsOf(order);
    const amountMinor = readAmount(request.amount, leftMinor);
    if (amountMinor instanceof Refusal) return amountMinor;
    if (!isCharged(order) || amountMinor === 0)
      return new Refusal('7', 'Refund is impossible for current transaction state');
    if (amountMinor > leftMinor) return new Refusal('7', 'Refund amount exceeds deposited amount');
    const at = this.clock.now();
    const refund: Refund = { at, amountMinor, referenceNumber: digits(12), externalRefundId };
    const refunded = withRefund(order, refund);
    const { referenceNumber } = refund;
    const told = { amountMinor, referenceNumber, status: refunded.status, ...quietly(request) };
    this.ledger.write({ order: refunded, happened: [{ at, what: 'refunded', ...told }] });
    return refunded;
  }
}

const findRefund = ({ refunds = [] }: BankOrder, externalRefundId: string): Refund | undefined =>
  refunds.find((refund) => refund.externalRefundId === externalRefundId);

const withRefund = (order: BankOrder, refund: Refund): BankOrder => ({
  ...order,
  status: STATUS.refunded,
  refunds: [...(order.refunds ?? []), refund],
  refundedAt: refund.at,
});
