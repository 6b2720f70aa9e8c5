import type { Queue } from 'bullmq';

/**
 * Every state of a job that its consumer may still take. One that has failed for good is a case (`event_undelivered`), and says nothing
 * of whether its consumer works.
 */
const UNDONE = ['waiting', 'prioritized', 'active', 'delayed'] as const;
/** Of each state, in the store's own order: that of adding, or of the next try. */
const READ_OF_EACH = 1_000;

/**
 * The id of the oldest job that was not consumed, null when there is none; ids sort by time, as those of events do. One small
 * question on either backend, which reads no job. Exact up to a thousand jobs in each state. Beyond, a job that is retried may be
 * older than the one told: while thousands wait, both are too old.
 */
export async function findOldestJob(queue: Queue): Promise<string | null> {
  const ids = await queue.getRanges([...UNDONE], 0, READ_OF_EACH - 1, true);
  return ids.reduce<string | null>((oldest, id) => (oldest === null || id < oldest ? id : oldest), null);
}
