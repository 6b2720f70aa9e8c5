import { createServer } from 'node:net';

/** The first port from `first` upward that nobody listens on and that is not in `given`. */
export async function findFreePort(first, given = new Set(), host = '127.0.0.1') {
  for (let port = first; port <= 65_535; port++) {
    if (!given.has(port) && (await isFree(port, host))) return port;
  }
  throw new Error(`No port from ${first} upward is free.`);
}

export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (['EADDRINUSE', 'EACCES'].includes(error.code)) resolve(false);
      else reject(error);
    });
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}
