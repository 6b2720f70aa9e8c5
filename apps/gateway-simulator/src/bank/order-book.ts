import { Injectable } from '@nestjs/common';
import { BankClock } from './clock.js';
import type { Happening } from './journal.js';
import { Ledger } from './ledger.js';
import { type BankOrder, closedByTime, STATUS, tolemOrderOf } from './order.js';

/** Finds orders as they stand at this moment: an order whose time is over is closed by being looked at. */
@Injectable()
export class OrderBook {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: BankClock,
  ) {}

  find(orderId: string): BankOrder | undefined {
    return this.asOfNow(this.ledger.orders.get(orderId));
  }

  /** What a merchant may see: its own orders only. The bank's id wins over the shop's number. */
  findFor(merchant: string, orderId?: string, orderNumber?: string): BankOrder | undefined {
    const found =
      orderId === undefined
        ? this.ledger.findByNumber(merchant, orderNumber ?? '')
        : this.ledger.orders.get(orderId);
    return found?.merchant === merchant ? this.asOfNow(found) : undefined;
  }

  /** For tests, which know no merchant: by id, or the newest order of that number. */
  findAnywhere(idOrNumber: string): BankOrder | undefined {
    return this.find(idOrNumber) ?? this.list({ orderNumber: idOrNumber })[0];
  }

  /** Newest first. */
  list(wanted: Readonly<{ orderNumber?: string; tolemOrder?: string; merchant?: string }>): BankOrder[] {
    return [...this.ledger.orders.values()]
      .filter((order) => wanted.orderNumber === undefined || order.orderNumber === wanted.orderNumber)
      .filter((order) => wanted.tolemOrder === undefined || tolemOrderOf(order) === wanted.tolemOrder)
      .filter((order) => wanted.merchant === undefined || order.merchant === wanted.merchant)
      .flatMap((order) => this.asOfNow(order) ?? [])
      .toReversed();
  }

  private asOfNow(order: BankOrder | undefined): BankOrder | undefined {
    if (!order) return undefined;
    const now = closedByTime(order, this.clock.now());
    if (now !== order) this.ledger.write({ order: now, happened: endOf(order, now) });
    return now;
  }
}

/** It happened when the time was over, not when somebody looked. */
function endOf({ status, expiresAt: at, authentication }: BankOrder, { actionCode }: BankOrder): Happening[] {
  const closed: Happening = { at, what: 'closed', by: 'lifetime', actionCode, status: STATUS.declined };
  if (status !== STATUS.authenticating) return [closed];
  return [{ at, what: '3ds-ended', protocol: authentication?.protocol, outcome: 'abandoned' }, closed];
}
