import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from '@app/config';

/**
 * Two processes on one ledger would each compact away what the other writes. The folder names its writer; one
 * that was killed leaves its name behind, so the name counts only while that very process lives.
 */
export function becomeSingleWriter(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'writer');
  const holder = read(file);
  const mine = nameOf(process.pid);
  if (holder !== mine && isAlive(holder))
    throw new SettingsError('environment', ['SIMULATOR_DATA is a folder another simulator is writing to']);
  writeFileSync(file, mine);
}

/** A process id is used again one day; with its start time (where the system tells it) it is unique. */
export function nameOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  const facts = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Killed, but its parent has not yet taken notice: it writes nothing any more.
  if (facts[0] === 'Z') return `${pid} gone`;
  return `${pid} ${facts[19] ?? ''}`;
}

function isAlive(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  if (!Number.isInteger(pid) || nameOf(pid) !== name) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
