import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mustFindBuilt, ROOT } from './project.mjs';

/** Runs the built migrations (Tolem's own and BullMQ's) with this environment; they print one line. */
export async function runMigrations(env, { signal } = {}) {
  const child = spawn(process.execPath, [mustFindBuilt('migrate')], {
    cwd: ROOT,
    env,
    signal,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, endedBy] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The migrations failed (${endedBy ?? `exit code ${code}`}).`);
}
