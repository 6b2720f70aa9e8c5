import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mayActAs, type Operator, type Role } from './operator.js';
import { SessionsRepository } from './sessions.repository.js';
import { csrfOf, digestOf, isCsrf, readSessionToken } from './session-token.js';

export type Session = Readonly<{ operator: Operator; tokenDigest: string; csrf: string }>;

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Whoever a request under /ops comes from. Refuses strangers, too low a role, and what another site's page may have sent. */
@Injectable()
export class FindSession {
  constructor(private readonly sessions: SessionsRepository) {}

  async mustFind({ headers, method }: FastifyRequest, needed: Role): Promise<Session> {
    const token = readSessionToken(headers.cookie);
    const tokenDigest = token && digestOf(token);
    const operator = tokenDigest && (await this.sessions.findOperator(tokenDigest, isAttended(headers)));
    if (!operator) throw new AppError('UNAUTHORIZED', 'Sign in at /ops');
    if (!mayActAs(operator.role, needed))
      throw new AppError('FORBIDDEN', `This takes the role ${needed}; yours is ${operator.role}`);
    if (!SAFE_METHODS.includes(method) && !isCsrf(token, headers['x-csrf-token']))
      throw new AppError('FORBIDDEN', 'The header x-csrf-token has to carry the csrf of the session');
    return { operator, tokenDigest, csrf: csrfOf(token) };
  }
}

/** A page that asks by itself says so; one that listens cannot, and its browser connects anew by itself. Neither keeps anybody in. */
const isAttended = (headers: FastifyRequest['headers']): boolean =>
  headers['x-unattended'] === undefined && !headers.accept?.includes('text/event-stream');
