import { fork } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './project.mjs';
import { prefixLines } from './prefix-lines.mjs';

const RESTART_AFTER_MS = 100;
const CLEAN_END_MS = 10_000;

/** The processes of the apps: each is started again when it dies, until `end`. */
export class AppProcesses {
  #children = new Map();
  #ending = false;

  /** `onDeath` hears of every death before the app is started again, and may end everything instead. */
  constructor(onDeath) {
    this.onDeath = onDeath;
  }

  start(app) {
    if (this.#ending) return;
    if (this.#children.has(app.name)) console.error(`[${app.name}] is started again.`);
    const child = fork(app.file, [], {
      cwd: ROOT,
      env: app.env,
      // A group of its own: Ctrl-C in the terminal is for the launcher, which then ends the apps in order.
      detached: true,
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#children.set(app.name, child);
    prefixLines(app.name, child.stdout, process.stdout);
    prefixLines(app.name, child.stderr, process.stderr);
    child.once('exit', (code, signal) => this.#onExit(app, signal ?? `exit code ${code}`));
  }

  #onExit(app, how) {
    if (this.#ending) return;
    console.error(`[${app.name}] has ended (${how}).`);
    this.onDeath(app.name);
    setTimeout(() => this.start(app), RESTART_AFTER_MS);
  }

  /** SIGTERM to all; who has not ended after ten seconds gets SIGKILL. */
  async end() {
    this.#ending = true;
    const living = [...this.#children.values()].filter(isAlive);
    const ended = living.map((child) => once(child, 'exit'));
    for (const child of living) child.kill('SIGTERM');
    const timer = setTimeout(
      () => living.filter(isAlive).forEach((child) => child.kill('SIGKILL')),
      CLEAN_END_MS,
    );
    await Promise.all(ended);
    clearTimeout(timer);
  }
}

function isAlive(child) {
  return child.exitCode === null && child.signalCode === null;
}
