import { setTimeout as sleep } from 'node:timers/promises';
import type { System } from '../support/system.js';
import type { CabinetAct } from './trouble.js';

/** Whether all of it was done: the bank refuses what the order, which may not have been paid at all, is in no state for. */
export async function workCabinet(
  system: System,
  orderId: string,
  acts: readonly CabinetAct[],
): Promise<boolean> {
  for (const { does, with: details, afterMs = 0 } of acts) {
    await sleep(afterMs);
    // Asked once: what had an effect and no answer must not be done twice.
    const done = await system.control('POST', does, { orderId, ...details }).catch(() => null);
    if (done === null) return false;
  }
  return true;
}
