import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { isDatabaseTrouble } from './database-trouble.js';

const TRIES = 4;
/** Two that have just been in each other's way do not come again in the same instant. */
const LONGEST_PAUSE_MS = 50;

/**
 * A transaction that is done again at once when a deadlock, a cut connection or the like has undone it. `work` writes by `tx` alone
 * and judges by the rows as it locks them, so that it may run more than once, also after a commit whose answer was lost.
 */
export async function inTransaction<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (tries === TRIES || !isDatabaseTrouble(error)) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}
