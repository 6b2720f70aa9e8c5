import { once } from 'node:events';
import { WebSocket } from 'undici';
import type { Child } from './child.js';

/** Lets a process be asked what it holds, at a port of its own choice. */
export const INSPECTED: NodeJS.ProcessEnv = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** In bytes. `held` is what can still be reached: objects and, outside of the heap, buffers. `resident` is also what V8 may use again. */
export type Memory = Readonly<{ held: number; resident: number }>;

const ASK = 'JSON.stringify(process.memoryUsage())';

/** What a process started with INSPECTED holds once its garbage is gone. */
export async function memoryOf(url: string): Promise<Memory> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  try {
    await call(socket, 'HeapProfiler.collectGarbage');
    const { result } = await call(socket, 'Runtime.evaluate', { expression: ASK });
    const { heapUsed, external, rss } = JSON.parse(result.value);
    return { held: heapUsed + external, resident: rss };
  } finally {
    socket.close();
  }
}

/** Where it listens is the first thing it writes. */
export function inspectorOf({ app, log }: Child): string {
  const url = /^Debugger listening on (ws:\S+)$/m.exec(log)?.[1];
  if (!url) throw new Error(`${app} was not started to be inspected:\n${log}`);
  return url;
}

async function call(socket: WebSocket, method: string, params = {}): Promise<any> {
  const answered = once(socket, 'message');
  socket.send(JSON.stringify({ id: 1, method, params }));
  const [{ data }] = await answered;
  const { result, error } = JSON.parse(data);
  if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
  return result;
}
