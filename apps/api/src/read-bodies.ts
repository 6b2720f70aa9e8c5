import { AppError } from '@app/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';

const RAW = 'application/octet-stream';

/**
 * What is read of a request's body: JSON everywhere, and anything from the bank. An empty one counts as none, because many
 * clients name a type whether they send something or not; a route that needs a body says itself what is missing.
 */
export function readBodies(app: NestFastifyApplication, fastify: FastifyInstance, limitBytes: number): void {
  const options = { bodyLimit: limitBytes };
  const readJson = fastify.getDefaultJsonParser('error', 'error');
  // Callbacks are read as they were sent, from the raw body, whatever type a bank calls them.
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (isForBank(request)) request.raw.headers['content-type'] = RAW;
    done();
  });
  app.useBodyParser<RawServerDefault>(RAW, options, (request, _body, done) => {
    if (isForBank(request)) done(null, undefined);
    else done(notRead(), undefined);
  });
  app.useBodyParser<RawServerDefault>('application/json', options, (request, body, done) => {
    const text = readUtf8(body);
    if (text === null) done(new AppError('INVALID_REQUEST', 'The body is not valid UTF-8'), undefined);
    else if (text === '') done(null, undefined);
    else void readJson(request, text, done);
  });
  // Without a parser of ours forms would get one of the framework.
  app.useBodyParser<RawServerDefault>('application/x-www-form-urlencoded', options, (_request, _body, done) =>
    done(notRead(), undefined),
  );
  // JSON sent without its type would be taken for one long text, and every field said to be missing.
  fastify.removeContentTypeParser('text/plain');
}

/** Null for what is none: read as it is, its broken parts would be kept as question marks. A byte order mark is dropped. */
function readUtf8(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** As the router knows it: an address can be written in many ways. */
const isForBank = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.url?.startsWith('/pay/') ?? false;

const notRead = (): AppError => new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send application/json');
