import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { validate } from 'uuid';
import { OrdersRepository } from './orders.repository.js';
import { RegistrationsRepository } from './registrations.repository.js';
import type { Order, Registration } from './rows.js';

/**
 * `speaking`: the registration whose money it is. While there is none, the newest that has come to a page: one that the bank
 * refused, or that is on its way, does not hide why an order is over. Before any page, the newest.
 */
export type OrderWithRegistrations = Readonly<{
  order: Order;
  newest: Registration;
  speaking: Registration;
  /** By the database's clock, when these rows were read. */
  now: Date;
}>;

/** How long a question waits for the one before it. */
const PATIENCE_MS = 100;

/** Questions under way at once: some may hang on a connection that was cut and has not noticed. */
const LANES = 3;

/** Who asks for orders while the question before is under way. */
type Batch = Readonly<{ ids: Set<string>; found: Promise<Map<string, OrderWithRegistrations>> }>;

@Injectable()
export class FindOrder {
  private gathering?: Batch;
  private newest: Promise<unknown> = Promise.resolve();
  private readonly lanes = pLimit(LANES);

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
   * Everybody who asks while a question is under way shares the next one, which begins after the last of them has asked:
   * hundreds may wait for news of one order, or of hundreds, and must not stand in line for a connection. Nor for a question
   * that hangs: after a while the next one begins beside it.
   */
  async mustFind(id: string): Promise<OrderWithRegistrations> {
    const batch = (this.gathering ??= this.gather());
    // The database writes them small, whoever asks.
    const key = id.toLowerCase();
    batch.ids.add(key);
    const found = (await batch.found).get(key);
    if (!found) throw new AppError('ORDER_NOT_FOUND', 'This shop has no order of that id');
    return found;
  }

  private gather(): Batch {
    const ids = new Set<string>();
    const read = () => {
      this.gathering = undefined;
      return this.read([...ids]);
    };
    const patience = sleep(PATIENCE_MS, undefined, { ref: false });
    const turn = Promise.all([nextTurn(), Promise.race([this.newest, patience])]);
    const found = turn.then(() => this.lanes(read));
    this.newest = found.catch(() => undefined);
    return { ids, found };
  }

  private async read(ids: readonly string[]): Promise<Map<string, OrderWithRegistrations>> {
    const { orders, now } = await this.orders.findAll(ids);
    const ofOrder = new Map<string, Registration[]>(ids.map((id) => [id, []]));
    for (const row of await this.registrations.listOfOrders(ids)) ofOrder.get(row.orderId)!.push(row);
    return new Map(orders.map((order) => [order.id, withRegistrations(order, ofOrder.get(order.id)!, now)]));
  }
}

/** `registrations`: all of this order, newest first. */
export function withRegistrations(
  order: Order,
  registrations: readonly Registration[],
  now: Date,
): OrderWithRegistrations {
  const newest = registrations[0]!;
  const settling = registrations.find((row) => row.id === order.settledBy);
  return { order, newest, speaking: settling ?? registrations.find(cameToPage) ?? newest, now };
}

/** A page that was lost has an id at the bank too, but nobody ever had its address. */
const cameToPage = ({ state, formUrl }: Registration): boolean => state === 'open' || formUrl !== null;
