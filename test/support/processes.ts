import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Pids are used again: only pid and start time together name one process. */
export type Process = Readonly<{
  pid: number;
  parent: number;
  startTime: string;
  /** Empty for a process that is just ending. */
  command: string;
  folder: string;
}>;

/** Every living process of this machine (Linux); a zombie has ended and only waits to be counted. */
export function listProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => findProcess(Number(name)) ?? []);
}

export const isAlive = ({ pid, startTime }: Process): boolean => findProcess(pid)?.startTime === startTime;

/** The process and everything below it. */
export function familyOf(pid: number, all = listProcesses()): Process[] {
  const self = all.filter((process) => process.pid === pid);
  const children = all.filter((process) => process.parent === pid);
  return [...self, ...children.flatMap((child) => familyOf(child.pid, all))];
}

/** Those that were started from the folder or work in it: Postgres' own children tell no path, but work in one. */
export const listProcessesIn = (folder: string): Process[] =>
  listProcesses().filter((process) => process.command.includes(folder) || process.folder.startsWith(folder));

/** What a process was told at its start. */
export function environmentOf({ pid }: Process): Record<string, string> {
  const settings = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
  return Object.fromEntries(
    settings.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function findProcess(pid: number): Process | undefined {
  const stat = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name in brackets and may itself hold brackets and blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent, startTime] = [fields[0]!, Number(fields[1]), fields[19]!];
  if (!state || 'ZX'.includes(state)) return undefined;
  const command = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    .replaceAll('\0', ' ')
    .trim();
  return { pid, parent, startTime, command, folder: read(() => readlinkSync(`/proc/${pid}/cwd`)) };
}

/** A process may end while we look, and of another user's we see less. */
function read(look: () => string): string {
  try {
    return look();
  } catch {
    return '';
  }
}
