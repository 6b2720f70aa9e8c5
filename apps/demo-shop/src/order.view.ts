import { createHash } from 'node:crypto';
import type { SeenEvent } from './events.repository.js';
import { orderNews } from './pages/order-news.js';
import type { Seen } from './steps/ten-steps.js';
import type { Texts } from './texts/texts.js';

/** What the order page asks for twice a second. */
export type OrderView = Readonly<{
  number: string;
  state: string;
  paymentUrl: string | null;
  events: readonly Pick<SeenEvent, 'type' | 'sequence' | 'time'>[];
  /** The parts of the page that change, ready to be put in place, and a mark that tells whether it has changed. */
  html: string;
  version: string;
}>;

export function orderView(seen: Seen, texts: Texts): OrderView {
  const { order, events } = seen;
  const html = orderNews(seen, texts).text;
  return {
    number: order.number,
    state: order.state,
    paymentUrl: order.paymentUrl,
    events: events.map(({ type, sequence, time }) => ({ type, sequence, time })),
    html,
    version: createHash('sha256').update(html).digest('base64url').slice(0, 16),
  };
}
