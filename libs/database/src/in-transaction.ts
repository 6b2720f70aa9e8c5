import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { isOverAtOnce } from './database-trouble.js';

const TRIES = 4;
/** Two that have just been in each other's way do not come again in the same instant. */
const LONGEST_PAUSE_MS = 50;

/** Does again at once what a deadlock, a cut connection or the like has undone; for work that may run more than once. */
export async function pastTrouble<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isOverAtOnce(error)) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

/**
 * A transaction, past such troubles. `work` writes by `tx` alone and judges by the rows as it locks them, so that it may run again
 * also after a commit whose answer was lost.
 */
export const inTransaction = <T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> =>
  pastTrouble(() => db.transaction(work));
