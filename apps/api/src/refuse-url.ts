import { AppError } from '@app/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerError, toAppError } from './app-error.filter.js';

/** An address that no router takes: broken escapes, or a part too long. */
export function refuseUrl(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  answerError(reply, toAppError(error) ?? new AppError('INVALID_REQUEST', 'The address cannot be read'));
}
