import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../running-bank.fixture.js';

export type Heard = Readonly<{
  method: string;
  path: string;
  contentType?: string;
  /** The body or the query, byte by byte. */
  raw: string;
  said: Record<string, string>;
}>;

/** For tests: a server in a merchant's place, and what it has heard; it answers 200 until it is told otherwise. */
export async function aListeningMerchant() {
  const heard: Heard[] = [];
  const answer = { status: 200 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const [path = '', query = ''] = url.split('?');
      const raw = body || query;
      const said = Object.fromEntries(new URLSearchParams(raw));
      heard.push({ method, path, contentType: headers['content-type'], raw, said });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const about = (orderId: unknown) => heard.filter(({ said }) => said.mdOrder === orderId);
  const told = (orderId: unknown, times = 1) => until(async () => about(orderId).length >= times);
  return { url, heard, answer, about, told, stop: () => server.close() };
}

/** What a checksum is made of. */
export const textOf = ({ checksum: _c, sign_alias: _s, ...said }: Record<string, string>): string =>
  Object.keys(said)
    .toSorted()
    .map((name) => `${name};${said[name]};`)
    .join('');
