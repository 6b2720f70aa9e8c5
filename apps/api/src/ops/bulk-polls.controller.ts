import { AppError } from '@app/kernel';
import { BulkPollReport, type BulkPollProgress } from '@app/reports';
import { Controller, Get, Param } from '@nestjs/common';
import { ForOperators } from '../access.guard.js';
import { isId } from './fields.js';

/** How far a question about many orders has come. */
@Controller('ops/api/asks')
export class BulkPollsController {
  constructor(private readonly report: BulkPollReport) {}

  @Get(':id')
  @ForOperators('viewer')
  async show(@Param('id') id: string): Promise<BulkPollProgress> {
    if (!isId(id)) throw new AppError('BULK_POLL_NOT_FOUND', 'There is no question of that id');
    return this.report.execute(id);
  }
}
