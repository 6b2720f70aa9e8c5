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

/** As the router knows it: an address can be written in many ways. */
const ONE_ORDER = '/v1/orders/:id';

/**
 * Before a body is read: who has no key is refused, and a key has only so many requests at once. What a key may do is for the
 * guard to say.
 */
export function limitRequests(app: NestFastifyApplication, server: FastifyInstance): void {
  const keys = app.get(ApiKeys);
  const atWork = new Slots(AT_WORK);
  const waiting = new Slots(WAITING);
  const held = new WeakMap<FastifyRequest, Hold>();
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.routeOptions.url?.startsWith('/v1/')) return done();
    const key = keys.findIn(request.headers.authorization);
    if (!key) return done(keys.refusal());
    const slots = isWait(request) ? waiting : atWork;
    if (slots.take(key)) {
      const hold = new Hold(() => slots.giveBack(key));
      held.set(request, hold);
      reply.raw.once('close', () => hold.leave());
      return done();
    }
    void reply.header('retry-after', '1');
    done(new AppError('TOO_MANY_REQUESTS', `A key may have ${slots.limit} of them under way at once`));
  });
  server.addHook('preHandler', (request, _reply, done) => {
    held.get(request)?.begin();
    done();
  });
  server.addHook('onSend', (request, _reply, payload, done) => {
    held.get(request)?.end();
    done(null, payload);
  });
}

/** A place that is given back once: when the work is done, also if its caller has long hung up. */
class Hold {
  private isAtWork = false;
  private isOver = false;

  constructor(private readonly giveBack: () => void) {}

  begin(): void {
    this.isAtWork = true;
  }

  end(): void {
    if (!this.isOver) this.giveBack();
    this.isOver = true;
  }

  /** The connection is gone. */
  leave(): void {
    if (!this.isAtWork) this.end();
  }
}

const isWait = ({ method, routeOptions, headers: { prefer } }: FastifyRequest): boolean =>
  method === 'GET' && routeOptions.url === ONE_ORDER && preferredWaitSeconds(String(prefer ?? '')) > 0;
