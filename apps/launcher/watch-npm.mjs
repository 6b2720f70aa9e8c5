import { parentOf, programOf, startTimeOf } from './process-identity.mjs';

const EVERY_MS = 500;
const RUNNERS = /^(npm|node|MainThread|yarn|pnpm|bun)/;
const SHELLS = new Set(['sh', 'dash', 'bash', 'ash', 'busybox', 'zsh', 'ksh']);

/**
 * Calls `onGone` when the npm that runs this script is gone, kill -9 included: its children are not told.
 * Started without npm, the launcher outlives the shell that started it.
 */
export function watchNpm(onGone) {
  // Tools that npm runs hand its variables on; only this one says that the script is our own.
  if (!process.env.npm_lifecycle_script?.includes('launcher/main.mjs')) return;
  const allLive = process.platform === 'linux' ? ancestorsUpToNpm() : parentOnly();
  const timer = setInterval(() => {
    if (allLive()) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MS);
  timer.unref();
}

/** Between npm and us there may be shells, which may live on when npm has gone. */
function ancestorsUpToNpm() {
  const chain = [];
  for (let pid = process.ppid; pid; pid = parentOf(pid)) {
    // npm was killed before we came to look, and this one has taken us over.
    if (adoptsOrphans(pid)) return () => false;
    chain.push({ pid, startTime: startTimeOf(pid) });
    if (!SHELLS.has(programOf(pid))) break;
  }
  return () => chain.every(({ pid, startTime }) => startTime !== undefined && startTimeOf(pid) === startTime);
}

/** In a container the first process may well be npm itself. */
function adoptsOrphans(pid) {
  const program = programOf(pid) ?? '';
  return (pid === 1 || program === 'systemd') && !RUNNERS.test(program);
}

function parentOnly() {
  const parent = process.ppid;
  return () => process.ppid === parent;
}
