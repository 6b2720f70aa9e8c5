import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mustFindBuilt, ROOT } from './project.mjs';

/**
 * Runs the built `ops:user` and resolves to its exit code. `password` goes to its standard input, where no list of processes
 * shows it, and then nothing is printed unless it fails; without one, it has the terminal to itself.
 */
export async function runOpsUser(args, { env, password, signal }) {
  const child = spawn(process.execPath, [mustFindBuilt('ops-user'), ...args], {
    cwd: ROOT,
    env,
    signal,
    stdio: password === undefined ? 'inherit' : ['pipe', 'ignore', 'inherit'],
  });
  // A child that ends before it has read is told of by its exit code.
  child.stdin?.on('error', () => {});
  child.stdin?.end(password);
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
