import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from './audit.js';
import { type Operator, readOperatorName } from './operator.js';
import { type OperatorRow, OperatorsRepository } from './operators.repository.js';
import { isPassword, NOBODYS_HASH } from './password-hash.js';
import { digestOf, newSessionToken } from './session-token.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInAddresses } from './sign-in-addresses.js';
import { SignInTriesRepository } from './sign-in-tries.repository.js';

export type SignInRequest = Readonly<{
  name: string;
  password: string;
  address: string;
  /** The browser's session until now: it ends with the beginning of the next. */
  earlierToken: string | undefined;
}>;

export type SignedIn = Readonly<
  | { how: 'in'; token: string; operator: Operator }
  | { how: 'wrong' }
  | { how: 'locked'; retryAfterSeconds: number }
>;

/**
 * Makes a session for a right name and password. An unknown name, a disabled operator and a wrong password are told and timed
 * alike, and lock alike: nobody learns here who works with us.
 */
@Injectable()
export class SignIn {
  private readonly logger = new Logger(SignIn.name);

  constructor(
    private readonly db: DataSource,
    private readonly addresses: SignInAddresses,
    private readonly tries: SignInTriesRepository,
    private readonly operators: OperatorsRepository,
    private readonly sessions: SessionsRepository,
    private readonly audit: Audit,
  ) {}

  async execute(request: SignInRequest): Promise<SignedIn> {
    const { address, password } = request;
    const seconds = await this.addresses.take(address);
    if (seconds !== null) return { how: 'locked', retryAfterSeconds: seconds };
    // What can be nobody's name counts as it was typed.
    const name = readOperatorName(request.name) ?? request.name;
    const take = await this.tries.take(name);
    if ('retryAfterSeconds' in take) return { how: 'locked', ...take };

    const row = await this.findEnabled(request.name);
    const right = await isPassword(password, row?.passwordHash ?? NOBODYS_HASH);
    const token = row && right && (await this.open(row, request.earlierToken));
    if (token) {
      await this.addresses.giveBack(address);
      const { id, role } = row;
      return { how: 'in', token, operator: { id, name: row.name, role } };
    }
    // Only a known name is told: what else is typed there may be a password.
    if (row && take.tries.lockedUntil) this.logger.warn(`Too many tries: ${row.name} is locked for a while`);
    return { how: 'wrong' };
  }

  private async findEnabled(typed: string): Promise<OperatorRow | null> {
    const name = readOperatorName(typed);
    const row = name === undefined ? null : await this.operators.find(name);
    return row?.disabled ? null : row;
  }

  /** Null if the operator was changed while we looked at the password. */
  private async open(row: OperatorRow, earlierToken: string | undefined): Promise<string | null> {
    const token = newSessionToken();
    const opened = await this.db.transaction(async (tx) => {
      if (!(await this.operators.lockIfStill(tx, row))) return false;
      await this.tries.giveBack(tx, row.name);
      if (earlierToken) await this.sessions.delete(tx, digestOf(earlierToken));
      await this.sessions.insert(tx, digestOf(token), row.id);
      await this.operators.noteSeen(tx, row.id);
      await this.audit.write(tx, { operator: row, action: 'sign-in', subject: `operator:${row.name}` });
      return true;
    });
    if (!opened) return null;
    await this.sessions.deleteEnded();
    await this.tries.forgetOld();
    return token;
  }
}
