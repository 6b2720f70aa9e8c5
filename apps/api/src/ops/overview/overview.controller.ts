import { type Overview, OverviewReport } from '@app/reports';
import { Controller, Get } from '@nestjs/common';
import { ForOperators } from '../../access.guard.js';

@ForOperators('viewer')
@Controller('ops/api/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewReport) {}

  @Get()
  show(): Promise<Overview> {
    return this.overview.read();
  }
}
