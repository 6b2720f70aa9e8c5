import { isDatabaseTrouble } from '@app/database';
import { AppError, type ErrorCode, ERRORS } from '@app/kernel';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isForPayers, sendErrorPage } from './pay/error-page.js';

/** What Fastify and Nest themselves refuse, by HTTP status. Whatever is not here is a bug of ours. */
const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['INVALID_REQUEST', 'The request cannot be read'],
  // Files alone are forbidden by others than us: addresses that lead out of their folder.
  403: ['ROUTE_NOT_FOUND', 'There is no such file'],
  404: ['ROUTE_NOT_FOUND', 'No route matches this method and path'],
  413: ['BODY_TOO_LARGE', 'The request body may have 64 kB'],
  414: ['ROUTE_NOT_FOUND', 'No address here is that long'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send application/json'],
  416: ['INVALID_REQUEST', 'The file has no such range'],
};

/** Every error from the one catalogue. */
@Catch()
export class AppErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(AppErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const known = toAppError(error);
    if (!known) this.logger.error(error);
    answerError(
      host.switchToHttp().getResponse<FastifyReply>(),
      known ?? new AppError('INTERNAL_ERROR', 'The fault has been logged; look before you repeat the call'),
    );
  }
}

/** As a page to a payer, as application/problem+json (RFC 9457) to everybody else. */
export function answerError(reply: FastifyReply, error: AppError): void {
  if (isForPayers(reply.request.url)) sendErrorPage(reply, error);
  else sendProblem(reply, error);
}

function sendProblem(reply: FastifyReply, { code, detail, fields }: AppError): void {
  const { status, retry, title } = ERRORS[code];
  const type = `urn:tolem:error:${code}`;
  void reply
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type, title, status, detail, code, retry, errors: fields }));
}

export function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (isDatabaseTrouble(error)) return new AppError('UNAVAILABLE', 'The database does not answer');
  const status = httpStatusOf(error);
  const row = BY_STATUS[status] ?? (status >= 400 && status < 500 ? BY_STATUS[400] : undefined);
  return row && new AppError(...row);
}

function httpStatusOf(error: unknown): number {
  const { statusCode, status } = (error ?? {}) as { statusCode?: number; status?: number };
  return statusCode ?? status ?? 500;
}
