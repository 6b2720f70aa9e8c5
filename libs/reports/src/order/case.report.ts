import { AppError } from '@app/kernel';
import { CaseRow } from '@app/orders';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FactComment } from './order-facts.js';
import { caseView } from './order-page.report.js';

/** One case with what was said about it, as the page of its order shows it. */
@Injectable()
export class CaseReport {
  constructor(private readonly db: DataSource) {}

  /** Throws CASE_NOT_FOUND. */
  async execute(id: string): Promise<Record<string, unknown>> {
    const row = await this.db.manager.findOneBy(CaseRow, { id });
    if (!row) throw new AppError('CASE_NOT_FOUND', `There is no case ${id}`);
    const comments: FactComment[] = await this.db.query(
      `SELECT id, case_id AS "caseId", by, at, text FROM case_comments WHERE case_id = $1 ORDER BY at, id`,
      [id],
    );
    return caseView(row, comments);
  }
}
