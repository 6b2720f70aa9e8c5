import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './eventually.js';
import { environmentOf, familyOf, isAlive, listProcessesIn, type Process } from './processes.js';

export const APPS = ['api', 'worker', 'gateway-simulator', 'demo-shop'] as const;
export type App = (typeof APPS)[number];

export type Addresses = Readonly<{
  api: string;
  apiKey: string;
  demoShop: string;
  simulator: string;
  ops: Readonly<{ url: string; user: string; password: string }>;
}>;

/** What is left of a start that was killed is gone after this, or, on a slow machine, after as long as two starts took there. */
const GONE_WITHIN_MS = 10_000;

/** One `npm start`, in a process group of its own as a terminal would give it. */
export class NpmStart {
  private readonly npm: ChildProcess;
  private readonly exit: Promise<unknown>;
  private written = '';
  private readySeconds = 0;

  constructor(
    readonly folder: string,
    private readonly as: { uid: number; env: NodeJS.ProcessEnv & { HOME: string } },
  ) {
    const { uid, env } = as;
    this.npm = spawn('npm', ['start'], {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid !== process.getuid!() && { uid, gid: uid }),
    });
    this.exit = once(this.npm, 'exit');
    for (const stream of [this.npm.stdout!, this.npm.stderr!])
      stream.on('data', (data: Buffer) => (this.written = (this.written + data.toString()).slice(-200_000)));
  }

  get output(): string {
    return this.written;
  }

  /** Resolves, when it says that it is ready, to the seconds it says. */
  async ready(withinMs = 240_000): Promise<number> {
    const seconds = await this.eventually(() => {
      const said = /^Ready in (\d+\.\d) s$/m.exec(this.written);
      if (!said && !this.hasEnded) throw new Error('npm start is not ready');
      return said && Number(said[1]);
    }, withinMs);
    if (seconds === null) throw new Error(`npm start has ended instead of being ready:\n${this.written}`);
    this.readySeconds = seconds;
    return seconds;
  }

  get addresses(): Addresses {
    return JSON.parse(readFileSync(path.join(this.folder, '.data/demo.json'), 'utf8')) as Addresses;
  }

  async code(): Promise<number | null> {
    await this.exit;
    return this.npm.exitCode;
  }

  /** npm, the launcher, the apps, Postgres and its children. */
  get family(): Process[] {
    return familyOf(this.npm.pid!);
  }

  mustFind(what: 'npm' | 'launcher' | App): Process {
    const found = this.family.find(({ pid, command }) =>
      what === 'npm'
        ? pid === this.npm.pid
        : command.endsWith(what === 'launcher' ? ' apps/launcher/main.mjs' : `/dist/apps/${what}/main.js`),
    );
    if (!found) throw new Error(`There is no process of ${what}:\n${this.written}`);
    return found;
  }

  /** The server itself, not one of its children. */
  mustFindPostgres(): Process {
    const found = this.family.find(({ command }) => /\/bin\/postgres -D /.test(command));
    if (!found) throw new Error(`There is no Postgres:\n${this.written}`);
    return found;
  }

  /** What an app was told, so also where it listens and what its database is. */
  settingsOf(app: App): Record<string, string> {
    return environmentOf(this.mustFind(app));
  }

  async isServing(app: App): Promise<boolean> {
    try {
      const answer = await fetch(this.healthUrl(app), { signal: AbortSignal.timeout(20_000) });
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  kill(what: 'npm' | 'launcher' | App, signal: NodeJS.Signals = 'SIGKILL'): void {
    process.kill(this.mustFind(what).pid, signal);
  }

  /** As the terminal does it: to npm and to everything that has stayed in its group. */
  pressCtrlC(): void {
    process.kill(-this.npm.pid!, 'SIGINT');
  }

  /** Kills one and awaits the end of all; resolves to the seconds that took. */
  async secondsUntilGoneAfter(end: () => void): Promise<number> {
    const family = this.family;
    const start = performance.now();
    end();
    await this.eventually(() => {
      const places = [this.folder, this.as.env.HOME];
      const left = [...family.filter(isAlive), ...places.flatMap(listProcessesIn)];
      const lines = new Set(left.map(({ pid, command }) => `${pid} ${command}`));
      if (left.length > 0) throw new Error(`Left behind:\n${[...lines].join('\n')}`);
    });
    const tookMs = performance.now() - start;
    expect(tookMs).toBeLessThan(Math.max(GONE_WITHIN_MS, 2_000 * this.readySeconds));
    return tookMs / 1000;
  }

  /** A failure also tells what `npm start` has written. */
  async eventually<T>(assertion: () => T | Promise<T>, timeoutMs?: number): Promise<T> {
    try {
      return await eventually(assertion, timeoutMs);
    } catch (error) {
      (error as Error).message += `\n\nnpm start wrote:\n${this.written}`;
      throw error;
    }
  }

  get hasEnded(): boolean {
    return this.npm.exitCode !== null || this.npm.signalCode !== null;
  }

  private healthUrl(app: App): string {
    const { api, demoShop, simulator } = this.addresses;
    if (app === 'api') return `${api}/health/ready`;
    if (app === 'demo-shop') return `${demoShop}/health/live`;
    if (app === 'gateway-simulator') return `${simulator}/health/live`;
    return `http://127.0.0.1:${this.settingsOf('worker').WORKER_PORT}/health/ready`;
  }
}
