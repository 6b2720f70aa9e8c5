import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

type Socket = Readonly<{ localPort: number; remotePort: number; inode: string }>;

/** Connections to a port that its server has taken, whoever they come from. */
export const connectionsTo = (port: number): number =>
  established().filter(({ localPort }) => localPort === port).length;

/** Connections that a process has to a port. */
export function connectionsOf(pid: number, port: number): number {
  const inodes = new Set(readdirSync(`/proc/${pid}/fd`).flatMap((fd) => inodeOf(`/proc/${pid}/fd/${fd}`)));
  return established().filter(({ remotePort, inode }) => remotePort === port && inodes.has(inode)).length;
}

/** What the kernel lists as established (01). */
function established(): Socket[] {
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '01')
    .map(([, local, remote, , , , , , , inode]) => ({
      localPort: portIn(local!),
      remotePort: portIn(remote!),
      inode: inode!,
    }));
}

const portIn = (address: string): number => Number.parseInt(address.split(':')[1]!, 16);

/** A file may be closed before we look. */
function inodeOf(file: string): string[] {
  try {
    return [/^socket:\[(\d+)\]$/.exec(readlinkSync(file))?.[1] ?? []].flat();
  } catch {
    return [];
  }
}
