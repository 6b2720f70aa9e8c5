import { CommitNotifier } from '@app/database';
import type { Actor } from '@app/operators';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CasesRepository } from '../cases/cases.repository.js';

/** Who looks after an open case; null is nobody. */
@Injectable()
export class AssignCase {
  constructor(
    private readonly db: DataSource,
    private readonly cases: CasesRepository,
    private readonly commits: CommitNotifier,
  ) {}

  /** Throws CASE_NOT_FOUND, CASE_CLOSED, and INVALID_REQUEST for somebody who cannot sign in. */
  async execute(actor: Actor, caseId: string, assignee: string | null): Promise<void> {
    const changed = await this.db.transaction(async (tx) => {
      const [row] = await this.cases.findAll(tx, [caseId]);
      if (!row) throw new AppError('CASE_NOT_FOUND', `There is no case ${caseId}`);
      if (assignee !== null && !(await this.cases.mayHave(tx, assignee)))
        throw new AppError('INVALID_REQUEST', 'The case cannot be given to that name', [
          { pointer: '/assignee', detail: 'is not an operator who can sign in and act' },
        ]);
      if (!(await this.cases.assignIfOpen(tx, caseId, assignee)))
        throw new AppError('CASE_CLOSED', `Case ${caseId} is closed already`);
      const detail = { caseId, assignee, before: row.assignee };
      await actor.audit(tx, { action: 'assign', subject: row.subject, detail });
      return row.orderId ?? row.id;
    });
    this.commits.notify([changed]);
  }
}
