import type { INestApplication } from '@nestjs/common';

/** A part of the system as the launcher, compose or a person starts it. Whatever stops its start is told in one line. */
export async function runProcess(start: () => Promise<INestApplication>): Promise<void> {
  let app: INestApplication | undefined;
  // First of all: the launcher may die while we start.
  endWithParent(async () => app?.close());
  try {
    app = await start();
    app.enableShutdownHooks();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
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
