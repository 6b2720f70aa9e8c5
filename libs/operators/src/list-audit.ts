import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuditAction } from './audit.js';

export type AuditFilter = Readonly<{
  before?: number | undefined;
  operator?: string | undefined;
  action?: AuditAction | undefined;
  subject?: string | undefined;
  limit: number;
}>;

export type AuditPage = Readonly<{
  items: readonly Readonly<{
    id: number;
    at: Date;
    operator: string;
    action: AuditAction;
    subject: string;
    detail: Record<string, unknown>;
  }>[];
  nextBefore: number | null;
}>;

/** What operators have done, newest first. */
@Injectable()
export class ListAudit {
  constructor(private readonly db: DataSource) {}

  async execute({ before, limit, ...equal }: AuditFilter): Promise<AuditPage> {
    const query = this.db
      .createQueryBuilder()
      .select(['id::float8 AS id', 'at', 'operator', 'action', 'subject', 'detail'])
      .from('ops_audit', 'audit')
      .orderBy('audit.id', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) query.andWhere('id < :before', { before });
    for (const [column, value] of Object.entries(equal))
      if (value !== undefined) query.andWhere(`${column} = :${column}`, { [column]: value });
    const rows: AuditPage['items'] = await query.getRawMany();
    const items = rows.slice(0, limit);
    return { items, nextBefore: rows.length > limit ? items.at(-1)!.id : null };
  }
}
