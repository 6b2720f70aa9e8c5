import path from 'node:path';
import { LockHeld, waitForLock } from './lock.mjs';
import { openCluster } from './postgres-cluster.mjs';
import { stopOrphan } from './postgres-orphan.mjs';
import { findPlace } from './postgres-place.mjs';
import { launchServer } from './postgres-server.mjs';

/**
 * A process between the launcher and its Postgres. It learns of its parent's end, kill -9 included, by the closing
 * of the IPC channel, and then stops the server. Start it with `startPostgres`.
 */
const WAIT_FOR_EARLIER_SERVER_MS = 15_000;
const FAST_STOP_MS = 5_000;

const [wantedDataDir, firstPort, samePort, ...settings] = process.argv.slice(2);
const ending = new AbortController();
let server;
let unlock = () => {};

const tell = (message) => process.connected && process.send(message);
const log = (note) => tell({ note });

process.once('disconnect', stop);
process.once('SIGTERM', stop);
process.on('SIGINT', () => {});
process.on('message', (message) => message === 'stop' && stop());
process.on('exit', () => unlock());

try {
  await serve();
} catch (error) {
  if (!ending.signal.aborted) tell({ failed: error.message });
  process.exitCode = ending.signal.aborted ? 0 : 1;
  if (process.connected) process.disconnect();
}

async function serve() {
  const place = await findPlace(wantedDataDir);
  if (place.note) log(place.note);
  unlock = await lockData(place.dataDir);
  await stopOrphan(place.cluster, log);
  const password = await openCluster(place, ending.signal);
  // The parent may have gone before this process began to listen for that.
  if (!process.connected) return;
  ending.signal.throwIfAborted();
  const launched = await launchServer(place, {
    firstPort: Number(firstPort),
    samePort: samePort === 'true',
    settings,
    onLine: (line) => !ending.signal.aborted && /FATAL|PANIC/.test(line) && log(line),
  });
  server = launched.server;
  server.once('exit', () => process.exit(ending.signal.aborted ? 0 : 1));
  if (ending.signal.aborted || !process.connected) return stopServer();
  tell({ ready: { port: launched.port, password, dataDir: place.dataDir } });
}

async function lockData(dataDir) {
  try {
    return await waitForLock(path.join(dataDir, 'lock'), WAIT_FOR_EARLIER_SERVER_MS);
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new Error(`The data in ${dataDir} are in use by process ${error.pid}.`, { cause: error });
  }
}

function stop() {
  ending.abort();
  if (server) stopServer();
}

/** Fast, then at once: a server stopped at once recovers from its log at the next start, and loses nothing. */
function stopServer() {
  server.kill('SIGINT');
  setTimeout(() => server.kill('SIGQUIT'), FAST_STOP_MS).unref();
}
