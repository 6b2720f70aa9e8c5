import { AppError } from '@app/kernel';
import { BulkAskReport, type BulkAskProgress } from '@app/reports';
import { Controller, Get, Param } from '@nestjs/common';
import { ForOperators } from '../access.guard.js';
import { isId } from './fields.js';

/** How far a question about many orders has come. */
@Controller('ops/api/asks')
export class AsksController {
  constructor(private readonly report: BulkAskReport) {}

  @Get(':id')
  @ForOperators('viewer')
  async show(@Param('id') id: string): Promise<BulkAskProgress> {
    if (!isId(id)) throw new AppError('ASK_NOT_FOUND', 'There is no question of that id');
    return this.report.execute(id);
  }
}
