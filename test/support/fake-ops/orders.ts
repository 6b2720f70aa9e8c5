import { ORDER_STATES } from '../../../apps/dashboard/src/api/words.js';
import { storyOf } from './story.js';
import type { Stuck } from './stuck.js';
import { idOf } from './stuck-rows.js';

export function listOrders({ rows }: Stuck, { q, state, cursor }: Record<string, string | undefined>) {
  const all = Array.from({ length: 120 }, (_, at) => ({
    id: rows[at]?.orderId ?? idOf(2, at),
    orderNumber: rows[at]?.orderNumber ?? `BOOKS-${2_026_000 + at}`,
    shopId: rows[at]?.shopId ?? 'books',
    state: rows[at]?.state ?? ORDER_STATES[at % ORDER_STATES.length]!,
    amount: 1_250_000 + at * 5_000,
    currency: 'KZT',
    captured: 0,
    refunded: 0,
    createdAt: new Date(Date.now() - at * 4_100_000).toISOString(),
    updatedAt: new Date(Date.now() - at * 2_000_000).toISOString(),
    stuck: rows[at]?.orderId !== undefined && at % 3 === 0,
  }));
  const found = all.filter(
    (one) => (!state || one.state === state) && (!q || one.orderNumber.startsWith(q) || one.id === q),
  );
  const from = Number(cursor ?? 0);
  const items = found.slice(from, from + 50);
  return { items, nextCursor: from + 50 < found.length ? String(from + 50) : null };
}

export function showOrder({ rows }: Stuck, id: string) {
  const row = rows.find(({ orderId }) => orderId === id);
  return row && storyOf(row);
}
