import { Controller, Get } from '@nestjs/common';
import { ForOperators } from '../../access.guard.js';
import { type Overview, ShowOverview } from './show-overview.js';

@ForOperators('viewer')
@Controller('ops/api/overview')
export class OverviewController {
  constructor(private readonly overview: ShowOverview) {}

  @Get()
  show(): Promise<Overview> {
    return this.overview.execute();
  }
}
