import { SpareConnections } from '@app/database';
import { AppError } from '@app/kernel';
import { Shutdown } from '@app/process';
import { Controller, Get } from '@nestjs/common';
import { Public } from './access.guard.js';

@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly spare: SpareConnections,
    private readonly shutdown: Shutdown,
  ) {}

  /** The process lives. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can answer, and will: the database does, and the end has not begun. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    if (this.shutdown.hasBegun) throw new AppError('UNAVAILABLE', 'This process ends');
    await this.spare.probe();
    return { status: 'ok' };
  }
}
