import type { Finding, Registration } from '@app/orders';
import { heldSince } from '../schedule/bank-time.js';
import { type At, HOLD_LASTS, SCHEDULE, UNDECIDED } from '../schedule/poll-schedule.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** When the last look of the series of an operation has brought nothing. */
const OPERATION_OVERDUE_MS = SCHEDULE.operation.looks.at(-1)! * 1000;

/**
 * What has gone on for too long, on a registration as it is after an answer. Counted from what the bank says and since when,
 * not from the schedule: a payer who comes back again and again is no reason to keep a case from a person.
 */
export function overdue(after: Registration, place: At, now: Date): Finding[] {
  const detail = { registration: after.id, status: after.status };
  const pastMs = (from: Date) => now.getTime() - from.getTime();
  const operation: Finding[] =
    after.unresolvedOperation !== null && pastMs(place.anchoredAt) >= OPERATION_OVERDUE_MS
      ? [{ reason: 'operation_unknown', detail: { operation: after.unresolvedOperation } }]
      : [];
  const since = after.statusSince ?? now;
  if (after.status !== null && UNDECIDED.has(after.status))
    return pastMs(since) >= 2 * HOUR_MS
      ? [...operation, { reason: 'undecided_too_long', detail }]
      : operation;
  // Not every merchant's version tells when the bank authorized: then it is when we first saw the hold.
  if (after.status === 'held')
    return pastMs(heldSince(after, now)) >= HOLD_LASTS * 1000 - DAY_MS
      ? [...operation, { reason: 'hold_expiring', detail }]
      : operation;
  // That the bank does not know the page is a case of its own.
  const payable = after.state !== 'closed' && after.state !== 'refused' && after.status !== 'absent';
  if (payable && pastMs(after.expiresAt) >= DAY_MS)
    return [...operation, { reason: 'open_after_lifetime', detail }];
  return operation;
}
