import { SpareConnections } from '@app/database';
import { Controller, Get } from '@nestjs/common';

@Controller('health')
export class HealthController {
  constructor(private readonly spare: SpareConnections) {}

  /** The process lives. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can work: the database answers. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    await this.spare.probe();
    return { status: 'ok' };
  }
}
