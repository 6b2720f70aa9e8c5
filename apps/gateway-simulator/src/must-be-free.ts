import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Rejects if the port is taken. Asked before the ledger is opened: whoever starts the bank twice should hear of
 * the port, and the running bank's ledger should not be touched.
 */
export async function mustBeFree(port: number, address: string): Promise<void> {
  const server = createServer().listen(port, address);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
