export { DatabaseModule } from './database.module.js';
export { migrateDatabase } from './migrate.js';
export { CommitBell } from './commit-bell.js';
export { bigintColumn, nullableBigintColumn } from './columns.js';
export { tolemNow } from './tolem-now.js';
export type { Actor, Deed, OperatorAction } from './actor.js';
