import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { newsOf, type News } from '../bank/news.js';
import { BankClock } from '../bank/clock.js';
import { FaultRegister, type OrderedFault } from '../faults/fault-register.js';
import type { Happening } from '../bank/journal.js';
import { Ledger } from '../bank/ledger.js';
import { Merchants } from '../bank/merchants.js';
import { type BankOrder, STATUS, tolemOrderOf } from '../bank/order.js';
import { OrderBook } from '../bank/order-book.js';
import { type Callback, SendCallback } from './send-callback.js';

/** How often the bank looks whose time is over. */
const LOOK_MS = 1_000;

/**
 * Tells merchants what has happened to their orders, after it is in the ledger. What could not be told is forgotten after
 * some tries, and when this process ends: callbacks can be lost for good.
 */
@Injectable()
export class TellMerchants implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Callbacks');
  private readonly ended = new AbortController();
  private looking?: NodeJS.Timeout;

  constructor(
    private readonly ledger: Ledger,
    private readonly orders: OrderBook,
    private readonly merchants: Merchants,
    private readonly clock: BankClock,
    private readonly faults: FaultRegister,
    private readonly send: SendCallback,
  ) {}

  onApplicationBootstrap(): void {
    this.ledger.onChange((order, happened) => this.tell(order, happened));
    this.looking = setInterval(() => this.closeWhatIsOver(), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.looking);
    this.ended.abort();
  }

  private tell(order: BankOrder, happened: readonly Happening[]): void {
    for (const happening of happened) {
      const news = newsOf(order, happening);
      if (news) this.tellOne(order, news).catch(() => this.logger.debug('Ended before all was told'));
    }
  }

  private async tellOne(order: BankOrder, news: News): Promise<void> {
    const fault = this.takeFault(order);
    const kind = fault?.order.fault;
    const callback = this.send.prepare(order, news, { forged: kind === 'forge' });
    if (!callback || kind === 'drop') return;
    if (kind === 'hold') await fault?.wait();
    await this.sendUntilHeard(callback);
    if (kind === 'duplicate') await this.sendUntilHeard(callback);
  }

  private takeFault(order: BankOrder): OrderedFault | undefined {
    const { merchant, orderNumber, orderId } = order;
    const about = { merchant, orderNumber, orderId, tolemOrder: tolemOrderOf(order) };
    return this.faults.take({ endpoint: 'callback', ...about }, 'before');
  }

  private async sendUntilHeard(callback: Callback): Promise<void> {
    const { tries, retryAfterMs } = callback.settings;
    for (let tried = 1; (await this.send.execute(callback)) !== 200 && tried < tries; tried += 1)
      await pause(retryAfterMs, undefined, { signal: this.ended.signal });
  }

  /** Otherwise nobody would be told of an order that nobody looks at. */
  private closeWhatIsOver(): void {
    const now = this.clock.now();
    for (const { orderId, merchant, status, expiresAt } of this.ledger.orders.values()) {
      const isOver = (status === STATUS.registered || status === STATUS.authenticating) && expiresAt <= now;
      if (isOver && this.merchants.find(merchant)?.callbacks) this.orders.find(orderId);
    }
  }
}
