import { TolemConfig } from '@app/config';
import { CommitNotifier, tolemNow } from '@app/database';
import { AppError, newId } from '@app/kernel';
import { crashPoint } from '@app/process';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BeginRegistration } from './begin-registration.js';
import { differingFacts, type OrderRequest } from '../order/order-request.js';
import { OrdersRepository } from '../order/orders.repository.js';
import { RegistrationsRepository } from '../order/registrations.repository.js';
import type { Order, Registration } from '../order/rows.js';
import { firstSend, SendRegistration } from './send-registration.js';
import { ShowPage } from './show-page.js';

/** `made`: by this call. `found`: an earlier or a racing call made it. */
export type Registered = Readonly<{ orderId: string; how: 'made' | 'found' }>;

type Begun =
  | Readonly<{ how: 'made'; order: Order; registration: Registration }>
  | Readonly<{ how: 'found'; order: Order; pages: readonly Registration[] }>;

/**
 * Registers an order, once: order and registration are committed before the gateway is called, and a repeated number
 * finds what is there. After a lost answer the order stays `created` and recovery finds out; nothing is called twice
 * blindly.
 */
@Injectable()
export class RegisterOrder {
  /** One look serves all who wait for the same order in this process, however many they are. */
  private readonly waiting = new Map<string, Promise<unknown>>();

  constructor(
    private readonly db: DataSource,
    private readonly config: TolemConfig,
    private readonly orders: OrdersRepository,
    private readonly registrations: RegistrationsRepository,
    private readonly beginRegistration: BeginRegistration,
    private readonly send: SendRegistration,
    private readonly commits: CommitNotifier,
    private readonly showPage: ShowPage,
  ) {}

  /** Throws ORDER_FACTS_DIFFER when the number is taken by an order with other facts. */
  async execute(request: OrderRequest): Promise<Registered> {
    const begun = await this.db.transaction(async (tx) => {
      const begun = await this.begin(tx, request);
      crashPoint('register.before-commit');
      return begun;
    });
    crashPoint('register.after-commit');
    if (begun.how === 'found') {
      if (begun.pages.some(({ state }) => state === 'sending')) await this.awaitWinner(begun.order.id);
      await this.showPage.execute(begun.pages);
      return { orderId: begun.order.id, how: 'found' };
    }
    const { order, registration } = begun;
    const written = await this.send.execute(firstSend(order, registration));
    // The bank may have the order; the shop must look before it does anything else.
    if (written.result === 'failed') throw new AppError('UNAVAILABLE', `Look for order ${order.id} first`);
    return { orderId: order.id, how: 'made' };
  }

  /** Somebody else is calling register.do for this order: his answer is ours too, for as long as he may wait for it. */
  private async awaitWinner(orderId: string): Promise<void> {
    const answered = async () => {
      const rows = await this.registrations.listOfOrder(orderId);
      return rows.some((row) => row.state === 'sending') ? null : true;
    };
    const timeoutMs = this.config.environment.GATEWAY_TIMEOUT_MS;
    const waiting =
      this.waiting.get(orderId) ??
      this.commits.waitUntil(orderId, answered, timeoutMs).finally(() => this.waiting.delete(orderId));
    this.waiting.set(orderId, waiting);
    await waiting;
  }

  private async begin(tx: EntityManager, request: OrderRequest): Promise<Begun> {
    const now = await tolemNow(tx);
    const order = newOrder(request, now);
    if (!(await this.orders.insertIfNew(tx, order))) return this.beginAgain(tx, request, now);
    return { how: 'made', order, registration: await this.beginRegistration.execute(tx, order, [], now) };
  }

  private async beginAgain(tx: EntityManager, request: OrderRequest, now: Date): Promise<Begun> {
    const found = await this.orders.findByNumber(tx, request.shopId, request.orderNumber);
    const order = (await this.orders.lockInOrder(tx, [found!.id])).get(found!.id)!;
    const attempts = await this.registrations.lockOfOrders(tx, [order.id]);
    const inFlight = attempts.some((row) => ['sending', 'recovering', 'open'].includes(row.state));
    const differing = differingFacts(order, request);
    if (order.state === 'rejected' && !inFlight)
      return this.registerAfresh(tx, order, attempts, request, now);
    if (differing.length > 0)
      throw new AppError(
        'ORDER_FACTS_DIFFER',
        `Order number ${order.orderNumber} is taken by order ${order.id}, which differs in ${differing.join(', ')}`,
        differing.map((name) => ({
          pointer: `/${name}`,
          detail: 'differs from the order that has this number',
        })),
      );
    return { how: 'found', order, pages: attempts };
  }

  /** The bank never took a rejected order, so its facts may be others now; its events go on counting. */
  private async registerAfresh(
    tx: EntityManager,
    order: Order,
    attempts: readonly Registration[],
    request: OrderRequest,
    now: Date,
  ): Promise<Begun> {
    const facts = { ...request, expiresAt: endOfLife(request, now), updatedAt: now };
    const renewed: Order = { ...order, ...facts };
    await this.orders.update(tx, order.id, facts);
    return {
      how: 'made',
      order: renewed,
      registration: await this.beginRegistration.execute(tx, renewed, attempts, now),
    };
  }
}

function newOrder(request: OrderRequest, now: Date): Order {
  return {
    ...request,
    id: newId(),
    state: 'created',
    capturedMinor: 0n,
    refundedMinor: 0n,
    settledBy: null,
    disputedAt: null,
    expiresAt: endOfLife(request, now),
    lastSeq: 0,
    createdAt: now,
    updatedAt: now,
  };
}

const endOfLife = (request: OrderRequest, now: Date): Date =>
  new Date(now.getTime() + request.lifetimeSeconds * 1000);
