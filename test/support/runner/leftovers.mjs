import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The variable by which everything that a test starts, and what that starts, can be told from what others run. */
export const MARK = 'TOLEM_TEST';

const PATIENCE_MS = 10_000;
const POSTGRES_PATIENCE_MS = 4_000;

/**
 * Kills every process that carries the mark, works below the folder or is a child of such a one: Postgres, for one, is given no
 * environment. Resolves to their command lines once they are gone. Linux only; elsewhere there is nothing to read.
 */
export async function endLeftovers({ mark, folder }) {
  const ended = new Map();
  const startedAt = performance.now();
  for (const until = startedAt + PATIENCE_MS; performance.now() < until; await sleep(20)) {
    const left = withChildren((process) => belongsTo(process, { mark, folder }));
    if (left.length === 0) break;
    for (const { pid, command } of left) {
      ended.set(pid, command);
      end(pid, command, performance.now() - startedAt < POSTGRES_PATIENCE_MS);
    }
  }
  return [...ended.values()];
}

const belongsTo = ({ pid, command, cwd, environment }, { mark, folder }) =>
  pid !== process.pid &&
  (environment().includes(`${MARK}=${mark}`) || cwd.startsWith(folder) || command.includes(folder));

function withChildren(isWanted) {
  const all = listProcesses();
  const wanted = new Set(all.filter(isWanted).map(({ pid }) => pid));
  for (let before = -1; before !== wanted.size;) {
    before = wanted.size;
    for (const { pid, parent } of all) if (wanted.has(parent)) wanted.add(pid);
  }
  wanted.delete(process.pid);
  return all.filter(({ pid }) => wanted.has(pid));
}

function listProcesses() {
  return orNothing(() => readdirSync('/proc'), [])
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter(({ state }) => state && !'ZX'.includes(state));
}

function readProcess(pid) {
  const stat = orNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
  // The second field is the program's name in brackets and may itself hold brackets and blanks.
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    state,
    parent: Number(parent),
    command: orNothing(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '), ''),
    cwd: orNothing(() => readlinkSync(`/proc/${pid}/cwd`), ''),
    environment: () => orNothing(() => readFileSync(`/proc/${pid}/environ`, 'utf8'), ''),
  };
}

/** A Postgres that is killed leaves its shared memory behind; told to quit, it ends its children and cleans up. */
function end(pid, command, mayCleanUp) {
  if (mayCleanUp && command.startsWith('postgres: ')) return;
  const signal = mayCleanUp && /\/postgres -D /.test(command) ? 'SIGQUIT' : 'SIGKILL';
  orNothing(() => process.kill(pid, signal));
}

/** A process may end while it is looked at, and of another user's less can be seen. */
function orNothing(look, nothing) {
  try {
    return look();
  } catch {
    return nothing;
  }
}
