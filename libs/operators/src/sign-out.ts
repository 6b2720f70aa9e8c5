import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from './audit.js';
import type { Session } from './find-session.js';
import { SessionsRepository } from './sessions.repository.js';

/** Ends this session; others of the same operator go on. */
@Injectable()
export class SignOut {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: SessionsRepository,
    private readonly audit: Audit,
  ) {}

  async execute({ operator, tokenDigest }: Session): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.sessions.delete(tx, tokenDigest);
      await this.audit.write(tx, { operator, action: 'sign-out', subject: `operator:${operator.name}` });
    });
  }
}
