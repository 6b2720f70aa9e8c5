import { fork } from 'node:child_process';
import path from 'node:path';

const FIRST_PORT = 54_329;

/**
 * Starts an embedded Postgres on `dataDir` and resolves when it takes connections. It ends with this process, however
 * that ends. `port` is where the search for a free one begins, with `samePort` the only one that will do.
 * Below a folder that only root may enter the data live elsewhere: `dataDir` of the result says where. `settings`: more of the
 * server's, as `fsync=off`.
 */
export async function startPostgres({
  dataDir,
  port = FIRST_PORT,
  samePort = false,
  settings = [],
  log = console.error,
}) {
  const file = path.join(import.meta.dirname, 'embedded-postgres.mjs');
  const child = fork(file, [path.resolve(dataDir), String(port), String(samePort), ...settings], {
    // A group of its own: Ctrl-C in the terminal must not reach it before its parent has stopped the others.
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const ready = await waitUntilReady(child, log);
  return {
    port: ready.port,
    dataDir: ready.dataDir,
    exited,
    url: (database) => `postgres://postgres:${ready.password}@127.0.0.1:${ready.port}/${database}`,
    async stop() {
      if (child.connected) child.send('stop');
      await exited;
    },
  };
}

function waitUntilReady(child, log) {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message.note) log(message.note);
      if (message.ready) resolve(message.ready);
      if (message.failed) reject(new Error(`The embedded Postgres does not start: ${message.failed}`));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`The embedded Postgres ended while starting (${signal ?? `exit code ${code}`}).`));
    });
  });
}
