import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import pg from 'pg';

const CHANNEL = 'tolem_committed';
/** A NOTIFY carries at most 8000 bytes; an id takes 37. */
const IDS_PER_NOTIFY = 200;
/** After so long without a notification, who waits reads again; then ever less often, because they are seldom lost. */
const FIRST_NET_MS = 500;
const LAST_NET_MS = 5_000;

/** Stands for all orders, when notifications may have been lost: who waits has to read again. */
const EVERYBODY: readonly string[] = [];

/**
 * Tells every process, this one included, which orders have just changed, and which cases of no order. Called after the commit, never inside a
 * transaction: a NOTIFY takes a lock on the whole database until its commit. A notification may be lost; who waits for
 * one reads again after a while all the same. Needs a direct connection, not a transaction pooler.
 */
@Injectable()
export class CommitNotifier implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger(CommitNotifier.name);
  private readonly listeners = new EventEmitter().setMaxListeners(0);
  /** Who waits, by order: a notification about one costs those who wait for others nothing. */
  private readonly waiting = new Map<string, Set<() => void>>();
  private readonly untold = new Set<string>();
  private telling = false;
  private client?: pg.Client;
  private closing = false;
  /** Who waits is answered with what there is. */
  private waitsAreOver = false;

  constructor(private readonly url: string) {}

  /** Calls `listener` with the ids of changed orders until the answered function is called. */
  onNotify(listener: (orderIds: readonly string[]) => void): () => void {
    this.listeners.on('commit', listener);
    return () => this.listeners.off('commit', listener);
  }

  /**
   * Answers what `read` finds as soon as it finds something, or null after `timeoutMs` of real time. Holds no database
   * connection while it waits.
   */
  async waitUntil<T>(orderId: string, read: () => Promise<T | null>, timeoutMs: number): Promise<T | null> {
    const endMs = performance.now() + timeoutMs;
    for (let netMs = FIRST_NET_MS; ; netMs = Math.min(netMs * 2, LAST_NET_MS)) {
      const leftMs = endMs - performance.now();
      // Listen first, then read: a change between the two must not be missed.
      const next = this.nextNotification(orderId, Math.max(0, Math.min(netMs, leftMs)));
      try {
        const found = await read();
        if (found !== null || leftMs <= 0 || this.waitsAreOver) return found;
        await next.done;
      } finally {
        next.cancel();
      }
    }
  }

  private nextNotification(orderId: string, timeoutMs: number): { done: Promise<void>; cancel: () => void } {
    let cancel = () => {};
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(() => cancel(), timeoutMs);
      cancel = () => {
        clearTimeout(timer);
        this.stopWaiting(orderId, cancel);
        resolve();
      };
    });
    const others = this.waiting.get(orderId) ?? new Set();
    this.waiting.set(orderId, others.add(cancel));
    return { done, cancel };
  }

  private stopWaiting(orderId: string, waiter: () => void): void {
    const others = this.waiting.get(orderId);
    others?.delete(waiter);
    if (others?.size === 0) this.waiting.delete(orderId);
  }

  private wake(orderIds: readonly string[]): void {
    this.listeners.emit('commit', orderIds);
    for (const id of orderIds === EVERYBODY ? [...this.waiting.keys()] : orderIds)
      for (const waiter of this.waiting.get(id) ?? []) waiter();
  }

  /** Here at once, elsewhere by NOTIFY. Never throws: the money is committed already. */
  notify(orderIds: readonly string[]): void {
    if (orderIds.length === 0) return;
    this.wake(orderIds);
    for (const id of orderIds) this.untold.add(id);
    if (!this.telling) void this.tellOthers();
  }

  /** One NOTIFY at a time, as the connection wants it: what comes while one is under way goes with the next. */
  private async tellOthers(): Promise<void> {
    this.telling = true;
    while (this.untold.size > 0 && !this.closing) {
      const ids = [...this.untold].slice(0, IDS_PER_NOTIFY);
      for (const id of ids) this.untold.delete(id);
      try {
        await this.client?.query('SELECT pg_notify($1, $2)', [CHANNEL, ids.join(',')]);
      } catch (error) {
        this.logger.warn(`A notification was lost: ${(error as Error).message}`);
      }
    }
    // In one step with the last look at `untold`: one that comes in between would be sent to nobody.
    this.telling = false;
  }

  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  /** Before the server closes: it would wait for them. */
  onModuleDestroy(): void {
    this.waitsAreOver = true;
    this.wake(EVERYBODY);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true });
    const reconnectOnce = () => {
      // A connection that has never listened fails whoever makes it, and he tries again: two who do would soon be many.
      if (this.client !== client || this.closing) return;
      this.client = undefined;
      void this.reconnect();
    };
    client.on('error', reconnectOnce);
    client.on('end', reconnectOnce);
    client.on('notification', ({ payload }) => this.wake((payload ?? '').split(',')));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
  }

  private async reconnect(): Promise<void> {
    for (let delayMs = 100; !this.closing; delayMs = Math.min(delayMs * 2, 2_000)) {
      await sleep(delayMs);
      try {
        await this.connect();
        this.wake(EVERYBODY);
        return;
      } catch (error) {
        this.logger.warn(`The database cannot be listened to: ${(error as Error).message}`);
      }
    }
  }
}
