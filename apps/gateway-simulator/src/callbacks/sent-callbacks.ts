import { Injectable } from '@nestjs/common';
import type { News } from '../bank/news.js';

/** One callback on its way; `answered` is the HTTP status, null where nobody answered. */
export type SentCallback = News &
  Readonly<{ at: string; orderId: string; orderNumber: string; url: string; answered: number | null }>;

const KEPT = 1_000;

/** The newest callbacks of this process, oldest first. */
@Injectable()
export class SentCallbacks {
  private readonly sent: SentCallback[] = [];

  add(callback: SentCallback): void {
    this.sent.push(callback);
    if (this.sent.length > KEPT) this.sent.shift();
  }

  of(orderId: string): SentCallback[] {
    return this.sent.filter((callback) => callback.orderId === orderId);
  }
}
