import { Refusal } from '../wire/form-fields.js';
import type { BankOrder } from '../bank/order.js';

/** How an operation is done: by the bank's calls or, `quiet`, without a callback. */
export type Manner = Readonly<{ quiet?: boolean }>;

/** The order as it stands after it, or why the bank does not do it. */
export type OperationResult = BankOrder | Refusal;

/** What every operation says of an order the merchant does not have. */
export const NO_SUCH_ORDER = new Refusal('6', 'No such order');

/** In a journal, and only where it is so. */
export const quietly = ({ quiet = false }: Manner) => (quiet ? ({ quiet } as const) : {});
