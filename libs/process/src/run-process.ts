import { type INestApplication, Logger } from '@nestjs/common';
import { Shutdown } from './shutdown.js';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;
/** After the grace: a store that is away, or a bank that is slow, must not keep a process that was told to end. */
const CLOSE_WITHIN_MS = 10_000;

/** A part of the system as the launcher, compose or a person starts it. Whatever stops its start is told in one line. */
export async function runProcess(start: (shutdown: Shutdown) => Promise<INestApplication>): Promise<void> {
  const shutdown = new Shutdown();
  let app: INestApplication | undefined;
  // First of all: the launcher may die while we start.
  endWithParent(async () => app?.close());
  try {
    app = await start(shutdown);
    endOnSignal(app, shutdown);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

function endOnSignal(app: INestApplication, shutdown: Shutdown): void {
  const onSignal = (signal: NodeJS.Signals) => {
    if (shutdown.hasBegun) return;
    setTimeout(leaveOpen, shutdown.graceMs + CLOSE_WITHIN_MS).unref();
    void end(signal);
  };
  /** In the end as if the signal had no handler. */
  const end = async (signal: NodeJS.Signals) => {
    try {
      await shutdown.end(app);
      for (const each of SIGNALS) process.removeListener(each, onSignal);
      process.kill(process.pid, signal);
    } catch (error) {
      Logger.error(error, 'Shutdown');
      process.exit(1);
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

/** All that counts is committed, and what was under way is under a lease: another process takes it over. */
function leaveOpen(): void {
  Logger.warn(
    `Something did not close within ${CLOSE_WITHIN_MS / 1_000} s and is left to itself`,
    'Shutdown',
  );
  process.exit(0);
}

/**
 * A child of the launcher ends when the launcher is gone, however it went: the IPC channel closes even after kill -9.
 * Started by anything else, a process has no such channel and runs on.
 */
export function endWithParent(end: () => Promise<unknown>): void {
  if (!process.send) return;
  const leave = () => {
    setTimeout(vanish, 5_000).unref();
    void end().finally(vanish);
  };
  if (process.connected) process.once('disconnect', leave);
  else leave();
}

/** Not by process.exit: at an exit pino writes what is left of its log, and to a pipe that nobody reads it tries for ever. */
function vanish(): void {
  process.kill(process.pid, 'SIGKILL');
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'The start failed';
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken`;
  // A wrong setting says all there is to say in its message; for anything else the way there helps.
  return error.name === 'SettingsError' ? error.message : (error.stack ?? error.message);
}
