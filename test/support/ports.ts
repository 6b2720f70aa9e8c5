import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A free port below the ones the system hands out by itself. Drawn by lot, so that test files running at the same time,
 * in this run or in another, do not reach for the same one.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (await isFree(port)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
