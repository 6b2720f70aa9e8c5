import type { Merchant } from '@app/config';
import { Breaker, type Call, type Send, type Trouble } from './breaker.js';
import type { Limiter, Priority } from './limiter.js';
import type { Outcome } from './outcome.js';

/** When to come again after a call that was kept back because the gateway is down: it may be back, and not all know yet. */
const HELD_BACK_MS: Record<Priority, number> = { payer: 1_000, schedule: 5_000 };

const ANOTHER_TAKES_OVER_MS = 1_000;

/** A trouble of one merchant has begun (`holds`) or is over, as this process sees it. */
export type HealthChange = Readonly<{ merchantId: string; trouble: Trouble; holds: boolean; why: string }>;

/** A call that was made, and how long its outcome took; `failed`: no usable answer came. */
export type MadeCall = Readonly<{ merchantId: string; ms: number; failed: boolean }>;

export type GuardedCall = Call & Readonly<{ priority: Priority }>;

/** Stands before every call: breaker and rate of each merchant, and the pause that the gateway itself asks for. */
export class GatewayGuard {
  private readonly breakers = new Map<string, Breaker>();
  private readonly pausedUntilMs = new Map<string, number>();
  private readonly listeners: ((change: HealthChange) => void)[] = [];
  private readonly callListeners: ((call: MadeCall) => void)[] = [];
  private ended = false;

  constructor(
    private readonly limiter: Limiter,
    private readonly probeLoginAfterMs: number,
  ) {}

  onChange(listener: (change: HealthChange) => void): void {
    this.listeners.push(listener);
  }

  onCall(listener: (call: MadeCall) => void): void {
    this.callListeners.push(listener);
  }

  /** From now on no call is made: what is still under way here is for another process, and no gateway is to blame. */
  end(): void {
    this.ended = true;
  }

  /** False while this process keeps the merchant's calls back, all but a probe. */
  isHealthy(merchantId: string): boolean {
    return this.breakerOf(merchantId).isClosed && this.pauseMs(merchantId) === 0;
  }

  /** The outcome of the call; `unreachable` with `retryAfterMs` if it was not made at all. */
  async pass(
    merchant: Merchant,
    { kind, priority, send, probeLogin }: GuardedCall,
  ): Promise<Outcome<object>> {
    const early = this.keptBack(merchant.id);
    if (early) return early;
    const waitMs = await this.limiter.await(merchant, priority);
    if (waitMs > 0) return rateUsedUp(waitMs);
    // Waiting for its turn may have taken seconds.
    const late = this.keptBack(merchant.id);
    if (late) return late;
    const outcome = await this.breakerOf(merchant.id).run({
      kind,
      send: () => this.make(merchant.id, send),
      probeLogin: () => this.makeInTurn(merchant, probeLogin),
    });
    return outcome ?? heldBack('the gateway is down', HELD_BACK_MS[priority]);
  }

  /** It decides for all the merchant's payers, and counts like any other call. */
  private async makeInTurn(merchant: Merchant, send: Send): Promise<Outcome<object>> {
    const waitMs = await this.limiter.await(merchant, 'payer');
    return waitMs > 0 ? rateUsedUp(waitMs) : this.make(merchant.id, send);
  }

  private async make(merchantId: string, send: Send): Promise<Outcome<object>> {
    const startMs = performance.now();
    const outcome = await send();
    const failed = outcome.kind === 'unreachable' || outcome.kind === 'silent';
    this.callListeners.forEach((listener) =>
      listener({ merchantId, ms: performance.now() - startMs, failed }),
    );
    if (outcome.kind === 'silent' && outcome.retryAfterMs !== undefined)
      this.pausedUntilMs.set(merchantId, performance.now() + outcome.retryAfterMs);
    return outcome;
  }

  private keptBack(merchantId: string): Outcome<never> | undefined {
    if (this.ended) return heldBack('this process ends', ANOTHER_TAKES_OVER_MS);
    const pauseMs = this.pauseMs(merchantId);
    return pauseMs > 0 ? heldBack('the gateway asked for a pause', pauseMs) : undefined;
  }

  private pauseMs(merchantId: string): number {
    return Math.max(0, (this.pausedUntilMs.get(merchantId) ?? 0) - performance.now());
  }

  private breakerOf(merchantId: string): Breaker {
    const known = this.breakers.get(merchantId);
    if (known) return known;
    const breaker = new Breaker(this.probeLoginAfterMs, (trouble, holds, why) =>
      this.listeners.forEach((listener) => listener({ merchantId, trouble, holds, why })),
    );
    this.breakers.set(merchantId, breaker);
    return breaker;
  }
}

const heldBack = (reason: string, retryAfterMs: number): Outcome<never> => ({
  kind: 'unreachable',
  reason,
  retryAfterMs: Math.ceil(retryAfterMs),
});

const rateUsedUp = (waitMs: number): Outcome<never> => heldBack('the agreed rate is used up', waitMs);
