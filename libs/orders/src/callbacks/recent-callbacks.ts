import { Injectable } from '@nestjs/common';
import { CallbacksRepository } from './callbacks.repository.js';

/** So long an answer is good enough: it only says how often to look. */
const KNOWN_FOR_MS = 30_000;

type Known = Readonly<{ arriving: boolean; atMs: number }>;

/** Does the bank tell this merchant what happens? Verified callbacks alone count: nobody else can make us look less. */
@Injectable()
export class RecentCallbacks {
  private readonly byMerchant = new Map<string, Known>();

  constructor(private readonly callbacks: CallbacksRepository) {}

  async areArriving(merchantId: string): Promise<boolean> {
    const known = this.byMerchant.get(merchantId);
    if (known && performance.now() - known.atMs < KNOWN_FOR_MS) return known.arriving;
    // Whoever cannot tell looks as often as if there were none.
    const arriving = await this.callbacks.hasRecent(merchantId).catch(() => false);
    this.byMerchant.set(merchantId, { arriving, atMs: performance.now() });
    return arriving;
  }
}
