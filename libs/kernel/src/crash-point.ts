import { appendFileSync } from 'node:fs';
import { CRASH_POINTS, type CrashPoint } from './crash-points.js';

/** Where to die: at the n-th time this process comes by. `log`: a file that gets a line first, so that a test can count. */
type Order = Readonly<{ at: CrashPoint; hit: number; log: string | undefined }>;

let order: Order | undefined;
let hits = 0;

/** Reads `<name>` or `<name>:<n>`; undefined where that is no crash point. */
export function readCrashOrder(text: string): Pick<Order, 'at' | 'hit'> | undefined {
  const [at = '', hit = '1', ...rest] = text.split(':');
  const known = Object.hasOwn(CRASH_POINTS, at) && /^[1-9]\d*$/.test(hit) && rest.length === 0;
  return known ? { at: at as CrashPoint, hit: Number(hit) } : undefined;
}

/** Makes this process die at a point. The configuration refuses it in production. */
export function crashAt(text: string, log?: string): void {
  const read = readCrashOrder(text);
  if (!read) throw new Error(`There is no crash point ${text}`);
  order = { ...read, log };
  hits = 0;
}

/**
 * Nothing at all, unless this process was told to die here: then kill -9 by its own hand. What was written to sockets and
 * files by now is out, nothing after it is, as if the power had gone.
 */
export function crashPoint(name: CrashPoint): void {
  if (order === undefined || order.at !== name || ++hits !== order.hit) return;
  if (order.log !== undefined) appendFileSync(order.log, `${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}
