import { appendFileSync } from 'node:fs';
import { CRASH_POINTS, type CrashPoint } from './crash-points.js';

/** Where to die, each at the n-th time this process comes by; whichever is first. */
export type CrashOrder = ReadonlyMap<CrashPoint, number>;

let order: CrashOrder = new Map();
/** Gets a line first, so that a test can count. */
let logFile: string | undefined;
const hits = new Map<CrashPoint, number>();

/** Reads `<name>` or `<name>:<n>`, one or several of them with commas between; undefined where one is no crash point. */
export function readCrashOrder(text: string): CrashOrder | undefined {
  const read = text.split(',').map((one): [CrashPoint, number] | undefined => {
    const [at = '', hit = '1', ...rest] = one.split(':');
    const known = Object.hasOwn(CRASH_POINTS, at) && /^[1-9]\d*$/.test(hit) && rest.length === 0;
    return known ? [at as CrashPoint, Number(hit)] : undefined;
  });
  return read.includes(undefined) ? undefined : new Map(read as [CrashPoint, number][]);
}

/** Makes this process die at a point. The configuration refuses it in production. */
export function crashAt(text: string, log?: string): void {
  const read = readCrashOrder(text);
  if (!read) throw new Error(`There is no crash point ${text}`);
  order = read;
  logFile = log;
  hits.clear();
}

/**
 * Nothing at all, unless this process was told to die here: then kill -9 by its own hand. What was written to sockets and
 * files by now is out, nothing after it is, as if the power had gone.
 */
export function crashPoint(name: CrashPoint): void {
  const wanted = order.get(name);
  if (wanted === undefined) return;
  const hit = (hits.get(name) ?? 0) + 1;
  hits.set(name, hit);
  if (hit !== wanted) return;
  if (logFile !== undefined) appendFileSync(logFile, `${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}
