import { readEvent } from '@app/subscriber';
import { toCloudEvent } from './cloud-event.js';

/**
 * An event that nobody can read would fail at every subscriber, at every try: it is no event. Read here as they will read it, by the
 * same function. Throws UnreadableEvent, or a RangeError for an instant that is none.
 */
export function assertReadable(row: Parameters<typeof toCloudEvent>[0]): void {
  readEvent(toCloudEvent(row, null));
}
