import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { eventually } from './eventually.js';
import { inherited } from './inherited.js';

export const ROOT = path.resolve(__dirname, '../..');

/** One built process of ours, as in production, with its output kept for when a test fails. */
export class Child {
  private process?: ChildProcess;
  private output = '';

  constructor(
    readonly app: string,
    private readonly env: NodeJS.ProcessEnv,
    readonly healthUrl: string,
  ) {}

  get pid(): number {
    return this.process!.pid!;
  }

  /** Everything the process has written. */
  get log(): string {
    return this.output;
  }

  /** What Node has warned of, such as a way to call something that is going to end. */
  get warnings(): string[] {
    return this.output.match(/^\(node:\d+\) .*Warning: .*$/gm) ?? [];
  }

  async start(more: NodeJS.ProcessEnv = {}): Promise<this> {
    this.launch(more);
    await eventually(() => this.mustBeReady());
    return this;
  }

  /** Starts it and waits for nothing: it may be meant to die before it is ready. */
  launch(more: NodeJS.ProcessEnv = {}): void {
    const child = fork(path.join(ROOT, 'dist/apps', this.app, 'main.js'), [], {
      env: { ...inherited(), NODE_ENV: 'test', ...this.env, ...more },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.process = child;
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (data: Buffer) => {
        this.output = (this.output + data.toString()).slice(-200_000);
      });
  }

  get isAlive(): boolean {
    return this.process?.exitCode === null && this.process.signalCode === null;
  }

  /** Waits until it is ready, or answers false when it is gone before. */
  async readyOrGone(): Promise<boolean> {
    return eventually(async () => {
      if (!this.isAlive) return false;
      await this.mustBeReady();
      return true;
    });
  }

  private async mustBeReady(): Promise<void> {
    if (!this.isAlive) throw new Error(`${this.app} ended while starting:\n${this.output}`);
    const answer = await fetch(this.healthUrl);
    if (!answer.ok) throw new Error(`${this.app} is not ready: ${answer.status}\n${this.output}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.process?.kill(signal);
  }

  /** Ends it and waits until it is gone; kill -9 unless told otherwise. */
  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    // A stopped process hears nothing else.
    if (signal !== 'SIGKILL') child.kill('SIGCONT');
    await gone;
    return child.exitCode;
  }
}
