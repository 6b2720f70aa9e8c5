import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** What Postgres sees of our environment: a user's PGDATA or locale must change nothing. */
export const POSTGRES_ENV = {
  PATH: process.env.PATH,
  SystemRoot: process.env.SystemRoot,
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Makes the cluster if there is none yet and returns the superuser's password, which is kept beside it. */
export async function openCluster(place, signal) {
  const passwordFile = path.join(place.dataDir, 'password');
  if (!existsSync(place.cluster)) await makeCluster(place, passwordFile, signal);
  return readFileSync(passwordFile, 'utf8').trim();
}

/** Made under another name and moved into place whole: an initdb cut short leaves nothing that looks like data. */
async function makeCluster(place, passwordFile, signal) {
  const draft = `${place.cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (place.user) for (const file of [draft, passwordFile]) chownSync(file, place.user.uid, place.user.gid);
  await initdb(place, draft, passwordFile, signal);
  renameSync(draft, place.cluster);
}

/** The locale is fixed: left alone, initdb takes it from the environment, and sorting would differ by machine. */
async function initdb(place, cluster, passwordFile, signal) {
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['-U', 'postgres', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'];
  const args = ['-D', cluster, ...access, ...locale, '--no-instructions'];
  const options = { ...place.user, cwd: place.dataDir, env: POSTGRES_ENV, signal };
  await promisify(execFile)(path.join(place.bin, 'initdb'), args, options);
}
