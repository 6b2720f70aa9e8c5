import { tolemNow } from '@app/database';
import type { Actor } from '@app/operators';
import { AppError } from '@app/kernel';
import { crashPoint } from '@app/process';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BeginRegistration } from './begin-registration.js';
import { orderSubject } from '../ruling/locked-group.js';
import { canBePaid } from '../order/payment-url.js';
import { OrdersRepository } from '../order/orders.repository.js';
import type { OrderState } from '../order/order-state.js';
import { RegistrationsRepository } from '../order/registrations.repository.js';
import type { Order, Registration } from '../order/rows.js';
import { firstSend, SendRegistration } from './send-registration.js';
import { ShowPage } from './show-page.js';

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
    private readonly showPage: ShowPage,
  ) {}

  /** Answers whether a new page was asked for; `actor`: by whom, if not by the shop. Throws ORDER_NOT_PAYABLE, PAYMENT_IN_PROGRESS. */
  async execute(orderId: string, actor?: Actor): Promise<{ made: boolean }> {
    const begun = await this.db.transaction(async (tx) => {
      const begun = await this.beginIfOver(tx, orderId);
      const detail = { made: begun !== null };
      await actor?.audit(tx, { action: 'new-payment-link', subject: orderSubject(orderId), detail });
      crashPoint('register.before-commit');
      return begun;
    });
    crashPoint('register.after-commit');
    if (!begun) {
      await this.showPage.execute(await this.registrations.listOfOrder(orderId), actor?.cause);
      return { made: false };
    }
    const written = await this.send.execute(firstSend(begun.order, begun.registration, actor?.cause));
    if (written.result === 'failed') throw new AppError('UNAVAILABLE', `Look for order ${orderId} first`);
    return { made: true };
  }

  private async beginIfOver(
    tx: EntityManager,
    orderId: string,
  ): Promise<{ order: Order; registration: Registration } | null> {
    const order = (await this.orders.lockInOrder(tx, [orderId])).get(orderId)!;
    const earlier = await this.registrations.lockOfOrders(tx, [orderId]);
    const now = await tolemNow(tx);
    const refusal = refusalOfNewPage(order, earlier, now);
    if (refusal) throw refusal;
    if (earlier.some(isLive)) return null;
    const facts = { expiresAt: new Date(now.getTime() + order.lifetimeSeconds * 1000), updatedAt: now };
    await this.orders.update(tx, orderId, facts);
    const renewed: Order = { ...order, ...facts };
    return { order: renewed, registration: await this.begin.execute(tx, renewed, earlier, now) };
  }
}

const isLive = ({ state }: Registration): boolean => ['sending', 'recovering', 'open'].includes(state);

/** Why an order gets no payment page, the one it has or another; null where it does. */
export function refusalOfNewPage(
  order: Order,
  registrations: readonly Registration[],
  now: Date,
): AppError | null {
  const live = registrations.find(isLive);
  if (order.settledBy !== null) return notPayable(order);
  if (live) return isBeingPaid(live, now) ? paying() : null;
  return MAY_BE_REGISTERED_AGAIN.includes(order.state) ? null : notPayable(order);
}

const notPayable = (order: Order): AppError =>
  new AppError('ORDER_NOT_PAYABLE', `Order ${order.id} is ${order.state}`);

/**
 * A payer may be in the middle of paying, perhaps on a page whose address was lost or whose time is over for us and not yet for
 * the bank: another page would let them pay twice. An address that is withheld was given to nobody.
 */
const isBeingPaid = (live: Registration, now: Date): boolean =>
  live.state === 'open' && ((live.formUrl === null && live.withheldUrl === null) || !canBePaid(live, now));

const paying = (): AppError =>
  new AppError('PAYMENT_IN_PROGRESS', 'The bank has not decided yet about a payment of this order');
