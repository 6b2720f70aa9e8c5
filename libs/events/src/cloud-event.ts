import { cloudEventType, type EventType, type TolemEvent } from '@app/subscriber';
import { withoutName } from './nameless-cause.js';
import type { EventRow } from './event.row.js';

/** Zero-padded so that it sorts as text. */
const sequence = (seq: number): string => String(seq).padStart(10, '0');

/** The event as other services see it (CloudEvents 1.0). `previousSeq`: what this reader was given last of this subject. */
export function toCloudEvent(
  row: Pick<EventRow, 'eventId' | 'shopId' | 'orderId' | 'type' | 'subject' | 'occurredAt' | 'seq' | 'data'>,
  previousSeq: number | null,
): TolemEvent {
  return {
    specversion: '1.0',
    id: row.eventId,
    source: row.shopId ? `/tolem/shops/${row.shopId}` : '/tolem',
    type: cloudEventType(row.type as EventType),
    subject: row.orderId ?? row.subject,
    time: row.occurredAt.toISOString(),
    datacontenttype: 'application/json',
    sequence: sequence(row.seq),
    ...(previousSeq !== null && { previoussequence: sequence(previousSeq) }),
    // Events of older versions have the operator's name.
    data: withoutName(row.data) as TolemEvent['data'],
  };
}
