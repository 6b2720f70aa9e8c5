import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort, isFree } from './free-port.mjs';
import { POSTGRES_ENV } from './postgres-cluster.mjs';

const LINES_KEPT = 20;
const WAIT_FOR_PORT_MS = 5_000;
const WAIT_FOR_OLD_BACKENDS_MS = 10_000;
const PORT_TAKEN = 'could not create any TCP/IP sockets';
const OLD_BACKENDS = 'pre-existing shared memory block';

/** Starts the server on a port from `firstPort` upward (`samePort`: on that one) and waits until it takes connections. */
export async function launchServer(place, { firstPort, samePort, settings, onLine }) {
  const until = Date.now() + WAIT_FOR_OLD_BACKENDS_MS;
  for (let first = firstPort; ;) {
    const port = samePort ? await waitForPort(first) : await findFreePort(first);
    try {
      return { port, server: await spawnServer(place, port, settings, onLine) };
    } catch (error) {
      // Somebody else was quicker to take the port that has just been free.
      if (!samePort && error.message.includes(PORT_TAKEN)) first = port + 1;
      // The processes of a server that was killed notice so only after what they are at.
      else if (error.message.includes(OLD_BACKENDS) && Date.now() < until) await sleep(200);
      else throw error;
    }
  }
}

async function waitForPort(port) {
  for (const until = Date.now() + WAIT_FOR_PORT_MS; Date.now() < until; await sleep(50)) {
    if (await isFree(port)) return port;
  }
  throw new Error(`Port ${port}, which Postgres had before, is taken now.`);
}

function spawnServer(place, port, more, onLine) {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...more];
  const args = ['-D', place.cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(path.join(place.bin, 'postgres'), args, {
    ...place.user,
    cwd: place.dataDir,
    env: POSTGRES_ENV,
    // A group of its own: Ctrl-C in the terminal is for the launcher, which stops the server last.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let ready = false;
    const lines = [];
    createInterface({ input: server.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      if (ready) onLine(line);
      if (!line.includes('ready to accept connections')) return;
      ready = true;
      resolve(server);
    });
    server.once('error', reject);
    // 'close' comes when the last line has been read too.
    server.once('close', () => reject(new Error(lines.join('\n'))));
  });
}
