import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mayReach } from './postgres-user.mjs';

/** The folder kept for `origin` outside the project, if an earlier start has made one. */
export function findCacheFolder(user, kind, origin) {
  const found = candidates(kind, origin).find((folder) => exists(folder) && mayReach(user, folder));
  if (found) mustBeOurs(found);
  return found;
}

/** A folder for `origin` that `user` can reach, found or made. */
export function openCacheFolder(user, kind, origin) {
  const known = findCacheFolder(user, kind, origin);
  if (known) return known;
  const folders = candidates(kind, origin);
  const made = folders.find((folder) => make(user, folder));
  if (!made)
    throw new Error(`Postgres needs a folder it can reach: none of ${folders.join(', ')} can be made.`);
  return made;
}

function candidates(kind, origin) {
  const key = createHash('sha256').update(origin).digest('hex').slice(0, 12);
  // Root's own cache is below a folder that only root may enter.
  const usual = process.getuid?.() === 0 ? '/var/cache' : path.join(os.homedir(), '.cache');
  // By user too: what one has made, another refuses to use.
  const name = `tolem-${kind}-${process.getuid?.() ?? 'own'}-${key}`;
  return [process.env.XDG_CACHE_HOME, usual, '/var/tmp', os.tmpdir()]
    .filter((base) => base && path.isAbsolute(base))
    .map((base) => path.join(base, name));
}

function exists(folder) {
  return lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
}

function make(user, folder) {
  try {
    mkdirSync(path.dirname(folder), { recursive: true });
    if (!mayReach(user, folder)) return false;
    mkdirSync(folder);
    // The umask must not shut the server out.
    chmodSync(folder, 0o711);
    return true;
  } catch {
    return false;
  }
}

/** Anybody may make folders in /var/tmp: what somebody else has laid there is neither run nor trusted with data. */
function mustBeOurs(folder) {
  if (!process.getuid) return;
  const stats = lstatSync(folder);
  if (stats.isDirectory() && stats.uid === process.getuid() && !(stats.mode & 0o022)) return;
  throw new Error(
    `${folder} belongs to somebody else, or others may write to it: it is not used. Look at it and remove it.`,
  );
}
