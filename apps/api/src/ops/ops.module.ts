import { Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { FindSession } from './find-session.js';
import { SessionsRepository } from './sessions.repository.js';

/** The JSON of the operations dashboard, under /ops/api. */
@Module({
  controllers: [],
  providers: [Audit, FindSession, SessionsRepository],
  exports: [FindSession],
})
export class OpsModule {}
