import { once } from 'node:events';
import { connect } from 'node:net';

export type RawAnswer = Readonly<{ text: string; firstByteAtMs: number }>;

/**
 * A GET on a connection of its own that does next to nothing with the answer: when hundreds are awaited at once, what is
 * measured should be the server and not its client.
 */
export async function rawGet(url: URL, headers: Record<string, string>): Promise<RawAnswer> {
  const socket = connect(Number(url.port), url.hostname);
  const lines = Object.entries({ host: url.host, connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.write(`GET ${url.pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const chunks: Buffer[] = [];
  let firstByteAtMs = 0;
  socket.on('data', (chunk: Buffer) => {
    if (chunks.push(chunk) === 1) firstByteAtMs = Date.now();
  });
  await once(socket, 'close');
  return { text: Buffer.concat(chunks).toString(), firstByteAtMs };
}
