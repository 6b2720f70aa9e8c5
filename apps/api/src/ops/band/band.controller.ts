import { Controller, Get } from '@nestjs/common';
import { ForOperators } from '../../access.guard.js';
import { type Band, ShowBand } from './show-band.js';

@ForOperators('viewer')
@Controller('ops/api/band')
export class BandController {
  constructor(private readonly band: ShowBand) {}

  @Get()
  show(): Promise<Band> {
    return this.band.execute();
  }
}
