/**
 * Waits for the end of the test run that started it (the end of its standard input, so kill -9 too), and then ends and removes what
 * the run has left: `node reaper.mjs <mark> <folder>`.
 */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endLeftovers } from './leftovers.mjs';

/** Postgres stops by itself when its parent is gone, and better than by being killed. */
const PATIENCE_MS = 1_000;

const [mark, folder] = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.resume();
await once(process.stdin, 'end');
await endLeftovers({ mark, folder: `${folder}/files` });
await sleep(PATIENCE_MS);
await endLeftovers({ mark, folder });
rmSync(folder, { recursive: true, force: true });
