import { AppError } from '@app/kernel';
import { Actors, type Operator } from '@app/operators';
import { AssignCase, CloseCases, CommentCase } from '@app/orders';
import { CaseReport } from '@app/reports';
import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { CurrentOperator, ForOperators } from '../access.guard.js';
import { isId, typed, words } from './fields.js';

const COMMENT = z.strictObject({ text: words(4_000) });
const ASSIGNEE = z.strictObject({ assignee: typed.nullable() });
const CLOSE = z.strictObject({ reason: words(1_000) });
const CLOSE_MANY = CLOSE.extend({ ids: z.array(z.uuid()).min(1).max(500) });

type CaseView = Record<string, unknown>;

/** What people write on a case; each answers the case as it stands then. */
@Controller('ops/api/cases')
export class CasesController {
  constructor(
    private readonly report: CaseReport,
    private readonly commentCase: CommentCase,
    private readonly assignCase: AssignCase,
    private readonly closeCases: CloseCases,
    private readonly actors: Actors,
  ) {}

  @Post('close')
  @HttpCode(200)
  @ForOperators('operator')
  async closeMany(
    @CurrentOperator() operator: Operator,
    @Body({ schema: CLOSE_MANY }) { ids, reason }: z.output<typeof CLOSE_MANY>,
  ): Promise<{ closed: number; skipped: number }> {
    return this.closeCases.execute(this.actors.of(operator), ids, reason);
  }

  @Post(':id/comments')
  @ForOperators('operator')
  async comment(
    @CurrentOperator() operator: Operator,
    @Param('id') id: string,
    @Body({ schema: COMMENT }) { text }: z.output<typeof COMMENT>,
  ): Promise<CaseView> {
    await this.commentCase.execute(this.actors.of(operator), mustBeId(id), text);
    return this.report.execute(id);
  }

  @Put(':id/assignee')
  @ForOperators('operator')
  async assign(
    @CurrentOperator() operator: Operator,
    @Param('id') id: string,
    @Body({ schema: ASSIGNEE }) { assignee }: z.output<typeof ASSIGNEE>,
  ): Promise<CaseView> {
    await this.assignCase.execute(this.actors.of(operator), mustBeId(id), assignee);
    return this.report.execute(id);
  }

  @Post(':id/close')
  @HttpCode(200)
  @ForOperators('operator')
  async close(
    @CurrentOperator() operator: Operator,
    @Param('id') id: string,
    @Body({ schema: CLOSE }) { reason }: z.output<typeof CLOSE>,
  ): Promise<CaseView> {
    await this.closeCases.closeOne(this.actors.of(operator), mustBeId(id), reason);
    return this.report.execute(id);
  }
}

function mustBeId(id: string): string {
  if (!isId(id)) throw new AppError('CASE_NOT_FOUND', 'There is no case of that id');
  return id;
}
