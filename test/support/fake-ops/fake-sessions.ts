import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from './problem.js';

export const PASSWORD = 'steppe eagle over Alatau';
const FAILURES_ALLOWED = 5;
const LOCKED_SECONDS = 900;

const OPERATORS = [
  { name: 'aigerim', role: 'admin' },
  { name: 'daniyar', role: 'operator' },
  { name: 'saule', role: 'operator' },
  { name: 'timur', role: 'viewer' },
] as const;

type Session = Readonly<{ name: string; role: string; csrf: string }>;

/** Signs in, locks out and tells roles apart as the api does; the cookie is the name. */
export class FakeSessions {
  private readonly failures = new Map<string, number>();

  serve(api: FastifyInstance): void {
    api.post<{ Body: { name: string; password: string } }>('/session', ({ body }, reply) =>
      this.signIn(body, reply),
    );
    api.get(
      '/session',
      (request, reply) => this.find(request) ?? problem(reply, 401, 'UNAUTHORIZED', 'Sign in'),
    );
    api.delete('/session', (_, reply) =>
      reply.code(204).header('set-cookie', 'tolem_ops=; Path=/ops; Max-Age=0').send(),
    );
  }

  find({ headers: { cookie = '' } }: FastifyRequest): Session | undefined {
    const name = /tolem_ops=(\w+)/.exec(cookie)?.[1];
    const found = OPERATORS.find((operator) => operator.name === name);
    return found && { ...found, csrf: `token of ${found.name}` };
  }

  list() {
    return {
      items: OPERATORS.map((one) => ({ ...one, disabled: false, lastSeenAt: new Date().toISOString() })),
    };
  }

  private signIn({ name, password }: { name: string; password: string }, reply: FastifyReply): FastifyReply {
    const failures = this.failures.get(name) ?? 0;
    if (failures >= FAILURES_ALLOWED) {
      void reply.header('retry-after', String(LOCKED_SECONDS));
      return problem(reply, 429, 'SIGN_IN_LOCKED', 'Too many failed sign-ins');
    }
    const found = OPERATORS.find((operator) => operator.name === name);
    if (!found || password !== PASSWORD) {
      this.failures.set(name, failures + 1);
      return problem(reply, 401, 'SIGN_IN_FAILED', 'Name or password is wrong');
    }
    return reply
      .header('set-cookie', `tolem_ops=${name}; Path=/ops; HttpOnly; SameSite=Strict`)
      .send({ ...found, csrf: `token of ${name}` });
  }
}
