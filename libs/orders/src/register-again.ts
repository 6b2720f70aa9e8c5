import { tolemNow } from '@app/database';
import { AppError, crashPoint } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BeginRegistration } from './begin-registration.js';
import { OrdersRepository } from './orders.repository.js';
import type { OrderState } from './order-state.js';
import { RegistrationsRepository } from './registrations.repository.js';
import type { Order, Registration } from './rows.js';
import { firstSend, SendRegistration } from './send-registration.js';

const MAY_BE_REGISTERED_AGAIN: readonly OrderState[] = ['declined', 'expired', 'rejected'];

/**
 * Gives an order a payment page again after decline, expiry or rejection. While there is a page that can be paid, or one
 * that is being registered, there is nothing to do: two payable pages are a payment taken twice.
 */
@Injectable()
export class RegisterAgain {
  constructor(
    private readonly db: DataSource,
    private readonly orders: OrdersRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly begin: BeginRegistration,
    private readonly send: SendRegistration,
  ) {}

  /** Answers whether a new page was asked for. Throws ORDER_NOT_PAYABLE, PAYMENT_IN_PROGRESS. */
  async execute(orderId: string): Promise<{ made: boolean }> {
    const begun = await this.db.transaction(async (tx) => {
      const begun = await this.beginIfOver(tx, orderId);
      crashPoint('register.before-commit');
      return begun;
    });
    crashPoint('register.after-commit');
    if (!begun) return { made: false };
    const written = await this.send.execute(firstSend(begun.order, begun.registration));
    if (written.result === 'failed') throw new AppError('UNAVAILABLE', `Look for order ${orderId} first`);
    return { made: true };
  }

  private async beginIfOver(
    tx: EntityManager,
    orderId: string,
  ): Promise<{ order: Order; registration: Registration } | null> {
    const order = (await this.orders.lockInOrder(tx, [orderId])).get(orderId)!;
    const earlier = await this.registrations.lockOfOrders(tx, [orderId]);
    const live = earlier.find((row) => ['sending', 'recovering', 'open'].includes(row.state));
    if (order.settledBy !== null) throw notPayable(order);
    if (live) return refuseIfUnpayable(live);
    if (!MAY_BE_REGISTERED_AGAIN.includes(order.state)) throw notPayable(order);
    const now = await tolemNow(tx);
    const facts = { expiresAt: new Date(now.getTime() + order.lifetimeSeconds * 1000), updatedAt: now };
    await this.orders.update(tx, orderId, facts);
    const renewed: Order = { ...order, ...facts };
    return { order: renewed, registration: await this.begin.execute(tx, renewed, earlier, now) };
  }
}

const notPayable = (order: Order): AppError =>
  new AppError('ORDER_NOT_PAYABLE', `Order ${order.id} is ${order.state}`);

/** A payer in the middle of paying on a page whose address was lost: another page would let him pay twice. */
function refuseIfUnpayable(live: Registration): null {
  const paying = live.state === 'open' && (live.formUrl === null || live.status !== 'open');
  if (!paying) return null;
  throw new AppError('PAYMENT_IN_PROGRESS', 'The bank has not decided yet about a payment of this order');
}
