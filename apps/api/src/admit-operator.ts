import { AppError } from '@app/kernel';
import { FindSession, isCsrf, mayActAs, type Role, type Session } from '@app/operators';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readSessionToken } from './session-cookie.js';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** The operator whom a request under /ops comes from. Refuses strangers, too low a role, and what another site's page may have sent. */
@Injectable()
export class AdmitOperator {
  constructor(private readonly sessions: FindSession) {}

  async admit({ headers, method }: FastifyRequest, needed: Role): Promise<Session> {
    const token = readSessionToken(headers.cookie);
    const session = token && (await this.sessions.find(token, isAttended(headers)));
    if (!session) throw new AppError('UNAUTHORIZED', 'Sign in at /ops');
    const { role } = session.operator;
    if (!mayActAs(role, needed))
      throw new AppError('FORBIDDEN', `This takes the role ${needed}; yours is ${role}`);
    if (!SAFE_METHODS.includes(method) && !isCsrf(token, headers['x-csrf-token']))
      throw new AppError('FORBIDDEN', 'The header x-csrf-token has to carry the csrf of the session');
    return session;
  }
}

/** A page that asks by itself says so; one that listens cannot, and its browser connects anew by itself. Neither keeps anybody in. */
const isAttended = (headers: FastifyRequest['headers']): boolean =>
  headers['x-unattended'] === undefined && !headers.accept?.includes('text/event-stream');
