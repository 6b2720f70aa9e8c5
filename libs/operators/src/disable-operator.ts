import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from './audit.js';
import { COMMAND_LINE } from './operator.js';
import { OperatorsRepository } from './operators.repository.js';
import { SessionsRepository } from './sessions.repository.js';

/** Keeps an operator out from now on, also where he is signed in. His name stays in what he has done. */
@Injectable()
export class DisableOperator {
  constructor(
    private readonly db: DataSource,
    private readonly operators: OperatorsRepository,
    private readonly sessions: SessionsRepository,
    private readonly audit: Audit,
  ) {}

  /** False if nobody has this name. */
  async execute(name: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const id = await this.operators.disable(tx, name);
      if (id === null) return false;
      await this.sessions.deleteOfUser(tx, id);
      const [operator, subject] = [{ name: COMMAND_LINE }, `operator:${name}`];
      await this.audit.write(tx, { operator, action: 'disable-operator', subject });
      return true;
    });
  }
}
