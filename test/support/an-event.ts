import { randomUUID } from 'node:crypto';
import { cloudEventType, type EventType, type TolemEvent } from '@app/subscriber';

/** An event as Tolem hands it over, of an order (or a case) of its own. */
export function anEvent(type: EventType, data: Record<string, unknown> = {}): TolemEvent {
  const orderId = randomUUID();
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/tolem/shops/shoes',
    type: cloudEventType(type),
    subject: orderId,
    time: '2026-03-02T10:00:00Z',
    datacontenttype: 'application/json',
    sequence: '0000000001',
    data: {
      orderId,
      shopId: 'shoes',
      orderNumber: 'N-1',
      state: 'paid',
      amount: 500,
      currency: 'KZT',
      captured: 500,
      refunded: 0,
      occurredAt: '2026-03-02T10:00:00Z',
      cause: 'schedule',
      ...data,
    },
  };
}
