import { createHash } from 'node:crypto';
import type { SeenEvent } from './events.repository.js';
import type { ShopOrder } from './orders.repository.js';
import { orderNews } from './pages/order-news.js';

/** What the order page asks for twice a second. */
export type OrderView = Readonly<{
  number: string;
  state: string;
  paymentUrl: string | null;
  events: readonly Pick<SeenEvent, 'type' | 'sequence' | 'time'>[];
  /** The part of the page that changes, ready to be put in place, and a mark that tells whether it has changed. */
  html: string;
  version: string;
}>;

export function orderView(order: ShopOrder, events: readonly SeenEvent[]): OrderView {
  const html = orderNews(order, events).text;
  return {
    number: order.number,
    state: order.state,
    paymentUrl: order.paymentUrl,
    events: events.map(({ type, sequence, time }) => ({ type, sequence, time })),
    html,
    version: createHash('sha256').update(html).digest('base64url').slice(0, 16),
  };
}
