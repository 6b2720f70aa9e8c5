import type { EventType, OrderEventData, TolemEvent } from '@app/subscriber';
import { Injectable } from '@nestjs/common';
import { EventsRepository } from './events.repository.js';
import { stateAfter } from './order-state.js';
import { OrdersRepository } from './orders.repository.js';
import { ShopDatabase } from './shop-database.js';

/**
 * The only way an order changes its state. The event and what follows from it are one commit, so that an event handed
 * over twice, or cut short by a crash, takes effect once. Whatever is thrown here makes Tolem hand the event over again.
 */
@Injectable()
export class ApplyEvent {
  constructor(
    private readonly database: ShopDatabase,
    private readonly orders: OrdersRepository,
    private readonly events: EventsRepository,
  ) {}

  async execute(type: EventType, event: TolemEvent<OrderEventData>): Promise<void> {
    const number = event.data.orderNumber;
    const state = stateAfter(event.data.state);
    await this.database.transaction(async (tx) => {
      await this.orders.lock(tx, number);
      const isNew = await this.events.addIfNew(tx, type, event);
      if (isNew && state) await this.orders.setStateIfNewest(tx, number, state, Number(event.sequence));
    });
  }
}
