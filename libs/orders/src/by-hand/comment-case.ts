import { CommitNotifier, tolemNow } from '@app/database';
import type { Actor } from '@app/operators';
import { AppError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CasesRepository } from '../cases/cases.repository.js';

/** What a person has found out about a case, for whoever comes next. Also of one that is closed. */
@Injectable()
export class CommentCase {
  constructor(
    private readonly db: DataSource,
    private readonly cases: CasesRepository,
    private readonly commits: CommitNotifier,
  ) {}

  /** Throws CASE_NOT_FOUND. */
  async execute(actor: Actor, caseId: string, text: string): Promise<void> {
    const changed = await this.db.transaction(async (tx) => {
      const [row] = await this.cases.findAll(tx, [caseId]);
      if (!row) throw new AppError('CASE_NOT_FOUND', `There is no case ${caseId}`);
      await this.cases.addComment(tx, { caseId, by: actor.name, at: await tolemNow(tx), text });
      await actor.audit(tx, { action: 'comment', subject: row.subject, detail: { caseId, text } });
      return row.orderId ?? row.id;
    });
    this.commits.notify([changed]);
  }
}
