import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** A request of ours is a few kilobytes: whoever needs longer for it keeps a connection from others. */
const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;
/** Longer than any answer of ours takes, or any wait for one. */
const SILENCE_MS = 90_000;
/** Connections that have not sent a whole request; of more than that the one that has taken longest is closed. */
const UNFINISHED = 500;

export const CONNECTION_TIMES = {
  requestTimeout: REQUEST_MS,
  connectionTimeout: SILENCE_MS,
  http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: 1_000 },
} satisfies FastifyServerOptions & { http: object };

/** However many begin a request and do not end it, there is room for those who do. */
export function boundConnections({ server }: FastifyInstance): void {
  /** In the order in which they began. */
  const unfinished = new Set<Socket>();
  const begin = (socket: Socket) => {
    unfinished.add(socket);
    const [oldest] = unfinished;
    if (unfinished.size > UNFINISHED) oldest?.destroy();
  };
  server.on('connection', (socket: Socket) => {
    begin(socket);
    socket.once('close', () => unfinished.delete(socket));
  });
  // Before Fastify's own listener, which may read it at once.
  server.prependListener('request', (request: IncomingMessage) => {
    const { socket } = request;
    unfinished.delete(socket);
    if (!hasBody(request)) return;
    begin(socket);
    request.once('end', () => unfinished.delete(socket));
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
