import type { Shutdown } from '@app/process';
import type { FastifyInstance } from 'fastify';

/** Once the end has begun every answer is the last of its connection: the next request goes to another process. */
export function partFromCallers(server: FastifyInstance, shutdown: Shutdown): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (shutdown.hasBegun) void reply.header('connection', 'close');
    done();
  });
}
