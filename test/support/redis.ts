import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';
import { freePort } from './ports.js';

type Options = Readonly<{
  password?: string;
  /** More than every server of ours is told. */
  args?: readonly string[];
  /** Makes it a Sentinel, with these lines of configuration. */
  sentinel?: readonly string[];
}>;

/** A redis-server of this test's own. What is in it outlives its end, unless it is wiped. */
export class RedisServer {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-redis-'));
  private process?: ChildProcess;

  private constructor(
    readonly port: number,
    private readonly options: Options,
  ) {}

  static async start(options: Options = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.start();
    return server;
  }

  get url(): string {
    const { password } = this.options;
    return `redis://${password ? `:${password}@` : ''}127.0.0.1:${this.port}`;
  }

  async start(more: readonly string[] = []): Promise<void> {
    // Should the test be killed, the server goes too.
    this.process = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', process.env.TEST_REDIS_SERVER!, ...this.settings(), ...more],
      { stdio: 'ignore' },
    );
    await eventually(() => this.ask(async (client) => client.ping()));
  }

  async end(): Promise<void> {
    const gone = once(this.process!, 'exit');
    this.process!.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private settings(): string[] {
    const { password, args = [], sentinel } = this.options;
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    if (sentinel) return [this.writeFile(sentinel), '--sentinel', ...place];
    const kept = ['--save', '', '--appendonly', 'yes', ...(password ? ['--requirepass', password] : [])];
    return [...place, ...kept, ...args];
  }

  /** A Sentinel writes down what it has learnt in the file that it was started with. */
  private writeFile(lines: readonly string[]): string {
    const file = path.join(this.folder, 'sentinel.conf');
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }

  /** A question on a connection of its own. */
  async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await question(client);
    } finally {
      client.disconnect();
    }
  }
}
