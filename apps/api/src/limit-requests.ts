import { AppError } from '@app/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiKeys } from './api-keys.js';
import { preferredWaitSeconds } from './shop/prefer.js';
import { Slots } from './slots.js';

/** Of one key, in this process: more at once would make all of them wait for the database, and those of others too. */
const AT_WORK = 50;
/** Who waits for news of an order holds next to nothing. */
const WAITING = 1_000;

const ONE_ORDER = /^\/v1\/orders\/[^/?]+$/;

/**
 * Before a body is read: who has no key is refused, and a key has only so many requests at once. What a key may do is for the
 * guard to say.
 */
export function limitRequests(app: NestFastifyApplication, server: FastifyInstance): void {
  const keys = app.get(ApiKeys);
  const atWork = new Slots(AT_WORK);
  const waiting = new Slots(WAITING);
  server.addHook('onRequest', (request, reply, done) => {
    if (request.is404 || !request.url.startsWith('/v1/')) return done();
    const key = keys.findIn(request.headers.authorization);
    if (!key) return done(keys.refusal());
    const slots = isWait(request) ? waiting : atWork;
    if (slots.take(key)) {
      reply.raw.once('close', () => slots.giveBack(key));
      return done();
    }
    void reply.header('retry-after', '1');
    done(new AppError('TOO_MANY_REQUESTS', `A key may have ${slots.limit} of them under way at once`));
  });
}

const isWait = ({ method, url, headers: { prefer } }: FastifyRequest): boolean =>
  method === 'GET' && ONE_ORDER.test(url) && preferredWaitSeconds(String(prefer ?? '')) > 0;
