import { Module } from '@nestjs/common';
import { Actors } from './actors.js';
import { Audit } from './audit.js';
import { DisableOperator } from './disable-operator.js';
import { FindSession } from './find-session.js';
import { ListAudit } from './list-audit.js';
import { OperatorsRepository } from './operators.repository.js';
import { SaveOperator } from './save-operator.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInAddresses } from './sign-in-addresses.js';
import { SignInTriesRepository } from './sign-in-tries.repository.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

const USE_CASES = [SignIn, SignOut, FindSession, SaveOperator, DisableOperator, Audit, ListAudit, Actors];

/** Who operators are, what they are let do, and what is written of it. For /ops and for `npm run ops:user`. */
@Module({
  providers: [...USE_CASES, OperatorsRepository, SessionsRepository, SignInTriesRepository, SignInAddresses],
  exports: [...USE_CASES, OperatorsRepository, SessionsRepository],
})
export class OperatorsModule {}
