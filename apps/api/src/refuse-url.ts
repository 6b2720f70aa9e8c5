import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@app/kernel';
import { sendProblem, toAppError } from './app-error.filter.js';
import { sendPage } from './pay/send-page.js';
import { unknownPage } from './pay/waiting-page.js';

/** An address that no router takes: broken escapes, or a part too long. Payers see a page here as well. */
export function refuseUrl(error: Error, { url }: FastifyRequest, reply: FastifyReply): void {
  if (url.startsWith('/pay/')) sendPage(reply, 404, unknownPage());
  else sendProblem(reply, toAppError(error) ?? new AppError('INVALID_REQUEST', 'The address cannot be read'));
}
