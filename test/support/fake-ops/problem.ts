import type { FastifyReply } from 'fastify';

export function problem(reply: FastifyReply, status: number, code: string, detail: string): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: `urn:tolem:error:${code}`, title: code, status, detail, code, retry: 'never' });
}
