import type { BankAnswer } from '../wire/form-fields.js';
import { STATUS } from '../bank/order.js';

type Contradiction = Readonly<{
  status: number;
  state: string;
  approved: number;
  deposited: number;
  code: number;
}>;

/** Of the order's amount, how much is said to be approved and deposited, where the status says otherwise. */
const CONTRADICTIONS = {
  closedWithMoney: { status: STATUS.declined, state: 'DECLINED', approved: 1, deposited: 1, code: 116 },
  openWithMoney: { status: STATUS.registered, state: 'CREATED', approved: 1, deposited: 1, code: -100 },
  reversedWithMoney: { status: STATUS.reversed, state: 'REVERSED', approved: 1, deposited: 1, code: 0 },
  reversedStillApproved: { status: STATUS.reversed, state: 'REVERSED', approved: 1, deposited: 0, code: 0 },
  heldWithoutHold: { status: STATUS.approved, state: 'APPROVED', approved: 0, deposited: 0, code: 0 },
  chargedWithoutMoney: { status: STATUS.deposited, state: 'DEPOSITED', approved: 1, deposited: 0, code: 0 },
  chargedAboveHold: { status: STATUS.deposited, state: 'DEPOSITED', approved: 1, deposited: 2, code: 0 },
  refundedWithoutRefund: { status: STATUS.refunded, state: 'REFUNDED', approved: 1, deposited: 1, code: 0 },
} as const satisfies Record<string, Contradiction>;

export type ContradictionName = keyof typeof CONTRADICTIONS;
export const CONTRADICTION_NAMES = Object.keys(CONTRADICTIONS) as ContradictionName[];

/** The answer with a status that its own amounts give the lie to. */
export function contradicting(answer: BankAnswer, name: ContradictionName): BankAnswer {
  if (!('orderStatus' in answer)) return answer;
  const { status, state, approved, deposited, code }: Contradiction = CONTRADICTIONS[name];
  const amount = Number(answer.amount);
  return {
    ...answer,
    orderStatus: status,
    actionCode: code,
    actionCodeDescription: '',
    paymentAmountInfo: {
      paymentState: state,
      approvedAmount: approved * amount,
      depositedAmount: deposited * amount,
      refundedAmount: 0,
      feeAmount: 0,
      totalAmount: deposited * amount,
    },
  };
}
