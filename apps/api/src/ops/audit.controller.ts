import { AUDIT_ACTIONS, type AuditPage, ListAudit } from '@app/operators';
import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { ForOperators } from '../access.guard.js';

const text = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const AUDIT_LIST = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  operator: text.optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  subject: text.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

@Controller('ops/api/audit')
export class AuditController {
  constructor(private readonly listAudit: ListAudit) {}

  @Get()
  @ForOperators('viewer')
  async list(@Query({ schema: AUDIT_LIST }) query: z.output<typeof AUDIT_LIST>): Promise<AuditPage> {
    return this.listAudit.execute(query);
  }
}
