import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';
import { freePort } from './ports.js';

/** A redis-server of this test's own. What is in it outlives its end, unless it is wiped. */
export class RedisServer {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-redis-'));
  private process?: ChildProcess;

  private constructor(readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(more: readonly string[] = []): Promise<void> {
    const settings = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'yes',
    ];
    // Should the test be killed, the server goes too.
    this.process = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', process.env.TEST_REDIS_SERVER!, ...settings, '--dir', this.folder, ...more],
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

  /** A question on a connection of its own. */
  async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.port, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await question(client);
    } finally {
      client.disconnect();
    }
  }
}
