import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { ROOT } from './child.js';
import { inherited } from './inherited.js';
import { freePort } from './ports.js';

const TEMPLATE = 'tolem_template';
/** As in postgres-settings.mjs: a server that is killed loses nothing by it, what it has written is with the system. */
const SETTINGS = ['fsync=off', 'full_page_writes=off'];

type Ready = Readonly<{ port: number; password: string; dataDir: string }>;
type Message = Readonly<{ ready?: Ready; failed?: string; note?: string }>;

/** A Postgres of one test file alone, which may therefore take it down. Databases of that file are made on it. */
export class OwnPostgres {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-postgres-'));
  private child!: ChildProcess;
  private server!: Ready;

  static async start(): Promise<OwnPostgres> {
    const postgres = new OwnPostgres();
    chmodSync(postgres.folder, 0o755);
    await postgres.launch(await freePort(), false);
    await postgres.makeTemplate();
    process.env.TEST_POSTGRES_URL = postgres.url('postgres');
    process.env.TEST_TEMPLATE = TEMPLATE;
    return postgres;
  }

  /** As after a cut of the power: nobody is let finish, and the next start recovers from the log. */
  async crash(): Promise<void> {
    const gone = once(this.child, 'exit');
    process.kill(this.postmaster, 'SIGQUIT');
    await gone;
    await this.launch(this.server.port, true);
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    if (this.child.connected) this.child.send('stop');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private url(database: string): string {
    return `postgres://postgres:${this.server.password}@127.0.0.1:${this.server.port}/${database}`;
  }

  private get postmaster(): number {
    const file = path.join(this.server.dataDir, 'cluster/postmaster.pid');
    return Number(readFileSync(file, 'utf8').split('\n', 1)[0]);
  }

  /** It ends with this process, however that ends. */
  private async launch(port: number, samePort: boolean): Promise<void> {
    const file = path.join(ROOT, 'apps/launcher/embedded-postgres.mjs');
    this.child = fork(file, [path.join(this.folder, 'data'), String(port), String(samePort), ...SETTINGS], {
      detached: true,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.server = await new Promise<Ready>((resolve, reject) => {
      this.child.on('message', ({ ready, failed }: Message) => {
        if (ready) resolve(ready);
        if (failed) reject(new Error(failed));
      });
      this.child.once('exit', () => reject(new Error('Postgres ended while it was starting')));
    });
  }

  private async makeTemplate(): Promise<void> {
    const admin = new pg.Client(this.url('postgres'));
    await admin.connect();
    await admin.query(`CREATE DATABASE ${TEMPLATE}`);
    await admin.end();
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'dist/apps/worker/migrate.js')], {
      env: { ...inherited(), DATABASE_URL: this.url(TEMPLATE) },
    });
  }
}
