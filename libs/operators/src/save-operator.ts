import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from './audit.js';
import { COMMAND_LINE, type Role } from './operator.js';
import { OperatorsRepository } from './operators.repository.js';
import { hashPassword, isPassword } from './password-hash.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInTriesRepository } from './sign-in-tries.repository.js';

export type NewOperator = Readonly<{ name: string; password: string; role?: Role | undefined }>;
export type Saved = Readonly<{ role: Role; how: 'made' | 'changed' }>;

/** Makes an operator, or gives a known one a new password and role, ends his sessions and unlocks his name. */
@Injectable()
export class SaveOperator {
  constructor(
    private readonly db: DataSource,
    private readonly operators: OperatorsRepository,
    private readonly sessions: SessionsRepository,
    private readonly tries: SignInTriesRepository,
    private readonly audit: Audit,
  ) {}

  async execute({ name, password, role }: NewOperator): Promise<Saved> {
    const passwordHash = await hashPassword(password);
    return this.db.transaction(async (tx) => {
      const saved = await this.operators.save(tx, { name, role, passwordHash });
      await this.sessions.deleteOfUser(tx, saved.id);
      await this.tries.giveBack(tx, name);
      await this.audit.write(tx, {
        operator: { name: COMMAND_LINE },
        action: 'set-operator',
        subject: `operator:${name}`,
        detail: { role: saved.role },
      });
      return { role: saved.role, how: saved.known ? 'changed' : 'made' };
    });
  }

  /** True if the operator may sign in with this password and has this role. */
  async isSaved({ name, password, role }: NewOperator): Promise<boolean> {
    const row = await this.operators.find(name);
    if (!row || row.disabled || (role && row.role !== role)) return false;
    return isPassword(password, row.passwordHash);
  }
}
