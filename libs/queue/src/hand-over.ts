import type { JobsOptions } from 'bullmq';

export type NewJob = Readonly<{ name: string; data: unknown; opts: JobsOptions }>;
/** From the position that the mark has to have reached on to the one that it is raised to. */
export type Stretch = Readonly<{ from: bigint; to: bigint }>;
