export { CountJobs, type JobCounts } from './count-jobs.js';
export { JobProducer } from './job-producer.js';
export { type JobPayload, JOBS, type JobName } from './jobs.js';
export { JobStoreModule } from './job-store.module.js';
export { EVENT_STORE, JOB_STORE, type JobStore } from './job-store.js';
export { inTime } from './in-time.js';
export type { Rate, RateLimit } from './rate-limit.js';
export type { Marks } from './marks.js';
export { migrateJobStore } from './postgres-job-store.js';
