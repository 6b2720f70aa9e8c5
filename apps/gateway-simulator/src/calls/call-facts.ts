import { Injectable } from '@nestjs/common';
import type { Call, CallFacts } from '../wire/call.js';
import { type BankAnswer, one, readParams } from '../wire/form-fields.js';
import { Ledger } from '../bank/ledger.js';
import { tolemOrderOf } from '../bank/order.js';

/** Reads from the fields, and from the order they name, what a call is about. */
@Injectable()
export class ReadCallFacts {
  constructor(private readonly ledger: Ledger) {}

  /** An order that has just been registered is named by the answer alone. */
  execute({ endpoint, fields }: Call, answer: BankAnswer = {}): CallFacts {
    const merchant = one(fields, 'userName');
    const named = one(fields, 'orderId') ?? one(fields, 'MDORDER');
    const orderId = named ?? (typeof answer.orderId === 'string' ? answer.orderId : undefined);
    const orderNumber = one(fields, 'orderNumber');
    const params = readParams(one(fields, 'jsonParams')) ?? {};
    const order =
      orderId === undefined
        ? this.ledger.findByNumber(merchant ?? '', orderNumber ?? '')
        : this.ledger.orders.get(orderId);
    return {
      endpoint,
      merchant: merchant ?? order?.merchant,
      orderNumber: orderNumber ?? order?.orderNumber,
      orderId: orderId ?? order?.orderId,
      tolemOrder: params.tolemOrder ?? (order && tolemOrderOf(order)),
    };
  }
}
