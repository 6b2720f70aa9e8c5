import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { validate } from 'uuid';
import { OrdersRepository } from './orders.repository.js';
import { RegistrationsRepository } from './registrations.repository.js';
import type { Order, Registration } from './rows.js';

/** `speaking`: the registration whose money it is, or the newest while there is none. */
export type OrderWithRegistrations = Readonly<{ order: Order; newest: Registration; speaking: Registration }>;

@Injectable()
export class FindOrder {
  private readonly beginning = new Map<string, Promise<OrderWithRegistrations>>();

  constructor(
    private readonly orders: OrdersRepository,
    private readonly registrations: RegistrationsRepository,
  ) {}

  /** Another shop's order is not found: whether it exists is nobody else's business. Throws ORDER_NOT_FOUND. */
  async mustFindOfShop(shopId: string, id: string): Promise<OrderWithRegistrations> {
    const found = validate(id) ? await this.mustFind(id) : null;
    if (found?.order.shopId !== shopId)
      throw new AppError('ORDER_NOT_FOUND', 'This shop has no order of that id');
    return found;
  }

  /**
   * Everybody who asks for one order in one turn of the event loop shares one question, which begins after the last of
   * them has asked: many may wait for the same news.
   */
  mustFind(id: string): Promise<OrderWithRegistrations> {
    const known = this.beginning.get(id);
    if (known) return known;
    const reading = nextTurn().then(() => {
      this.beginning.delete(id);
      return this.read(id);
    });
    this.beginning.set(id, reading);
    return reading;
  }

  private async read(id: string): Promise<OrderWithRegistrations> {
    const order = await this.orders.findById(id);
    if (!order) throw new AppError('ORDER_NOT_FOUND', 'This shop has no order of that id');
    return withRegistrations(order, await this.registrations.listOfOrder(order.id));
  }
}

/** `registrations`: all of this order, newest first. */
export function withRegistrations(
  order: Order,
  registrations: readonly Registration[],
): OrderWithRegistrations {
  const newest = registrations[0]!;
  return { order, newest, speaking: registrations.find((row) => row.id === order.settledBy) ?? newest };
}
