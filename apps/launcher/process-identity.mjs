import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a living process started, in the system's own words; undefined when there is none.
 * Pids are used again: only pid and start time together name one process.
 */
export function startTimeOf(pid) {
  if (process.platform === 'linux') return statOf(pid)?.startTime;
  if (process.platform !== 'win32') return ask(pid, 'lstart=');
  return isTaken(pid) ? 'unknown' : undefined;
}

/** The command line of a living process as one text; undefined when there is none or it cannot be told. */
export function commandOf(pid) {
  if (process.platform === 'win32') return undefined;
  if (process.platform !== 'linux') return ask(pid, 'command=');
  return readOf(pid, 'cmdline')?.replaceAll('\0', ' ').trim();
}

/** Linux only. */
export function parentOf(pid) {
  return statOf(pid)?.parent;
}

/** Linux only: the short name of the program. */
export function programOf(pid) {
  return readOf(pid, 'comm')?.trim();
}

function statOf(pid) {
  const text = readOf(pid, 'stat');
  // The second field is the program's name in brackets and may itself hold brackets and blanks.
  const [state, parent, ...rest] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  // Z and X: it has ended and only waits to be counted.
  if (!state || 'ZX'.includes(state)) return undefined;
  return { parent: Number(parent), startTime: rest[17] };
}

function readOf(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ask(pid, field) {
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('ps', ['-o', field, '-p', String(pid)], options).trim() || undefined;
  } catch {
    return undefined;
  }
}

function isTaken(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
