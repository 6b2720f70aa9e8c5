export { DatabaseModule } from './database.module.js';
export { migrateDatabase } from './migrate.js';
export { isDatabaseTrouble } from './database-trouble.js';
export { inTransaction, pastTrouble } from './in-transaction.js';
export { SpareConnections } from './spare-connections.js';
export { Heartbeat } from './heartbeat.js';
export { CommitNotifier } from './commit-notifier.js';
export { bigintColumn, nullableBigintColumn } from './columns.js';
export { tolemNow } from './tolem-now.js';
