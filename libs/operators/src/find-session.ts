import { Injectable } from '@nestjs/common';
import type { Operator } from './operator.js';
import { SessionsRepository } from './sessions.repository.js';
import { csrfOf, digestOf } from './session-token.js';

export type Session = Readonly<{ operator: Operator; tokenDigest: string; csrf: string }>;

/** Whose session this token is. An attended call keeps the session alive; one that a page makes by itself does not. */
@Injectable()
export class FindSession {
  constructor(private readonly sessions: SessionsRepository) {}

  async find(token: string, isAttended: boolean): Promise<Session | null> {
    const tokenDigest = digestOf(token);
    const operator = await this.sessions.findOperator(tokenDigest, isAttended);
    return operator ? { operator, tokenDigest, csrf: csrfOf(token) } : null;
  }
}
