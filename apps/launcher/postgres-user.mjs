import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const SEARCH = 0o1;
const READ = 0o4;

/**
 * As whom the server runs. Postgres refuses to run as root, so root lends it another user: whoever has the data
 * already, else `postgres`, else `nobody`. Everybody else runs it as themselves: undefined.
 */
export function findPostgresUser(cluster) {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return findAccount('postgres') ?? findAccount('nobody') ?? { uid: 65_534, gid: 65_534 };
}

/** True when `user` may pass through every folder above `file`. */
export function mayReach(user, file) {
  if (!user) return true;
  const parent = path.dirname(file);
  if (!allows(statSync(parent), user, SEARCH)) return false;
  return parent === file || parent === path.parse(file).root || mayReach(user, parent);
}

export function mayRead(user, file) {
  return !user || (mayReach(user, file) && allows(statSync(file), user, READ));
}

/** The three groups of permission bits; the server's user comes with no further groups. */
function allows({ mode, uid, gid }, user, right) {
  if (uid === user.uid) return Boolean((mode >> 6) & right);
  return Boolean((gid === user.gid ? mode >> 3 : mode) & right);
}

function findAccount(name) {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  const [, , uid, gid] = accounts.map((line) => line.split(':')).find(([known]) => known === name) ?? [];
  return uid && { uid: Number(uid), gid: Number(gid) };
}
