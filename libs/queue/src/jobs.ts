import type { JobsOptions } from 'bullmq';
import { z } from 'zod';

type JobRow = Readonly<{ queue: string; payload: z.ZodType; options: JobsOptions }>;

/**
 * BullMQ carries work, not truth: any job may run twice or vanish, and the next tick is the retry. So polls have no
 * id of their own (a kept id silently blocks adding it again), one attempt, and leave nothing behind.
 */
const ONCE_AND_GONE: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/** Every job: its queue, what it carries (ids, never a copy of an order) and how it is kept. */
export const JOBS = {
  /** Registrations of one merchant whose next look is due. */
  'poll-registrations': {
    queue: 'poll-registrations',
    payload: z.object({ merchantId: z.string(), registrationIds: z.array(z.uuid()).min(1).max(50) }),
    options: ONCE_AND_GONE,
  },
  /** One registration that somebody waits for: a payer who came back, for example. Overtakes the scheduled ones. */
  'poll-hastened': {
    queue: 'poll-hastened',
    payload: z.object({ merchantId: z.string(), registrationIds: z.array(z.uuid()).length(1) }),
    options: ONCE_AND_GONE,
  },
} as const satisfies Record<string, JobRow>;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.output<(typeof JOBS)[N]['payload']>;
