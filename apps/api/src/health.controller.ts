import { SpareConnections } from '@app/database';
import { Controller, Get } from '@nestjs/common';
import { Public } from './access.guard.js';

@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly spare: SpareConnections) {}

  /** The process lives. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can answer: the database does. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    await this.spare.probe();
    return { status: 'ok' };
  }
}
