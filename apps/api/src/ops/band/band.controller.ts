import { type Band, BandReport } from '@app/reports';
import { Controller, Get } from '@nestjs/common';
import { ForOperators } from '../../access.guard.js';

@ForOperators('viewer')
@Controller('ops/api/band')
export class BandController {
  constructor(private readonly band: BandReport) {}

  @Get()
  show(): Promise<Band> {
    return this.band.read();
  }
}
