import { Injectable } from '@nestjs/common';
import { messageOf } from './callback-message.js';
import type { News } from '../bank/news.js';
import type { CallbackSettings } from '../bank/callback-settings.js';
import { BankClock } from '../bank/clock.js';
import { Merchants } from '../bank/merchants.js';
import type { BankOrder } from '../bank/order.js';
import { SentCallbacks } from './sent-callbacks.js';

const TIMEOUT_MS = 10_000;

export type Callback = Readonly<{
  order: BankOrder;
  news: News;
  url: string;
  settings: CallbackSettings;
  message: URLSearchParams;
}>;

/** Sends one callback, once. */
@Injectable()
export class SendCallback {
  constructor(
    private readonly merchants: Merchants,
    private readonly clock: BankClock,
    private readonly sent: SentCallbacks,
  ) {}

  /** Undefined: this merchant wants none, or has told nobody where to. */
  prepare(order: BankOrder, news: News, { forged = false } = {}): Callback | undefined {
    const settings = this.merchants.find(order.merchant)?.callbacks;
    const url = order.callbackUrl ?? settings?.url;
    if (!settings || url === undefined) return undefined;
    const message = messageOf(order, news, settings, {
      now: this.clock.now(),
      skewMs: this.clock.skewMs,
      forged,
    });
    return { order, news, url, settings, message };
  }

  /** The HTTP status of the answer, or null. */
  async execute({ order, news, url, settings, message }: Callback): Promise<number | null> {
    const answered = await post(url, settings, message);
    const at = new Date(this.clock.now()).toISOString();
    const { orderId, orderNumber } = order;
    this.sent.add({ at, orderId, orderNumber, url, ...news, answered });
    return answered;
  }
}

async function post(
  url: string,
  { method, contentType }: CallbackSettings,
  message: URLSearchParams,
): Promise<number | null> {
  const common = { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' } as const;
  try {
    const response =
      method === 'GET'
        ? await fetch(`${url}?${message.toString()}`, common)
        : await fetch(url, {
            ...common,
            method: 'POST',
            headers: { 'content-type': contentType },
            body: message.toString(),
          });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
