import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './child.js';
import { eventually } from './eventually.js';
import { isAlive, listProcessesIn } from './processes.js';

const NOBODY = 65_534;
const run = promisify(execFile);

export type User = Readonly<{ name: string; uid: number }>;

/** As whom a test can start things here: only root can be somebody else. */
export const USERS: readonly User[] =
  process.getuid?.() === 0
    ? [
        { name: 'root', uid: 0 },
        { name: 'an ordinary user', uid: NOBODY },
      ]
    : [{ name: 'an ordinary user', uid: process.getuid!() }];

/** Fresh clones of what is committed here, below one temporary folder; `npm ci` is paid once. */
export class Clones {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-npm-start-'));

  constructor() {
    chmodSync(this.folder, 0o755);
  }

  /** Each user's own: the first is installed, the others are copies of it. */
  async make(): Promise<void> {
    const [first, ...others] = USERS.map((user) => this.of(user)) as [string, ...string[]];
    await run('git', ['clone', '--quiet', ROOT, first]);
    await install(first);
    for (const other of others) await run('cp', ['-a', first, other]);
    for (const user of USERS) {
      mkdirSync(this.homeOf(user));
      if (user.uid === process.getuid!()) continue;
      await run('chown', ['-R', `${user.uid}:${user.uid}`, this.of(user), this.homeOf(user)]);
    }
  }

  /** A clone with what is installed and built here, for a test that is about something else than that. */
  async copy(user: User): Promise<void> {
    await run('git', ['clone', '--quiet', ROOT, this.of(user)]);
    for (const name of ['node_modules', 'dist'])
      await run('cp', ['-a', path.join(ROOT, name), path.join(this.of(user), name)]);
  }

  of(user: User): string {
    return path.join(this.folder, user.name.replaceAll(' ', '-'));
  }

  /** Home and cache in one: nothing of a user of this machine is read or left behind. */
  homeOf(user: User): string {
    return `${this.of(user)}-home`;
  }

  /** Ends, by pid, what a failed test has left running; resolves when nothing runs here any more. */
  async endAll(): Promise<void> {
    await eventually(() => {
      const left = listProcessesIn(this.folder);
      for (const one of left) if (isAlive(one)) process.kill(one.pid, 'SIGKILL');
      if (left.length > 0) throw new Error(`Still running: ${left.map(({ command }) => command).join('\n')}`);
    });
  }

  async remove(): Promise<void> {
    await this.endAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The registry's settings are this machine's; that a script of npm's runs this test is nothing to it. */
async function install(folder: string): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => name !== 'NODE_ENV' && (!/^npm_/i.test(name) || /^npm_config_(?!local_prefix)/i.test(name)),
    ),
  );
  try {
    await run('npm', ['ci'], { cwd: folder, env, maxBuffer: 10_000_000 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`npm ci failed in a fresh clone:\n${stdout}\n${stderr}`, { cause: error });
  }
}
