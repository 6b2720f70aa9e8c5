import { Injectable } from '@nestjs/common';
import { BankClock } from '../bank/clock.js';
import { Ledger } from '../bank/ledger.js';
import { type BankOrder, isOpen, tolemOrderOf } from '../bank/order.js';

/**
 * Watches the promise that no payer can pay one of Tolem's orders twice: never may two pages of one order be
 * payable at once if somebody was given the address of the older. Looked at when an order is registered and
 * again when its page's address is delivered, so that neither order of events hides a breach.
 */
@Injectable()
export class PayablePages {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
  ) {}

  registered(order: BankOrder): void {
    this.look(order);
  }

  delivered(orderId: string): void {
    const order = this.ledger.orders.get(orderId);
    if (!order || order.formUrlDelivered) return;
    const delivered = { ...order, formUrlDelivered: true };
    this.ledger.write({ order: delivered });
    this.look(delivered);
  }

  private look(order: BankOrder): void {
    const tolemOrder = tolemOrderOf(order);
    const now = this.clock.now();
    if (tolemOrder === undefined || !isOpen(order, now)) return;
    this.ledger
      .ofTolemOrder(order.merchant, tolemOrder)
      .filter((other) => other.orderId !== order.orderId && other.formUrlDelivered && isOpen(other, now))
      .map((other) => [other.orderId, order.orderId])
      .filter((pair) => !this.isKnown(pair))
      .forEach((orderIds) => this.ledger.write({ violation: { tolemOrder, orderIds, at: now } }));
  }

  private isKnown(pair: readonly string[]): boolean {
    return this.ledger.violations.some((known) => pair.every((id) => known.orderIds.includes(id)));
  }
}
