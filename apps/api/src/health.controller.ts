import { AppError, Shutdown } from '@app/kernel';
import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Public } from './access.guard.js';

@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly db: DataSource,
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
    await this.db.query('SELECT 1');
    return { status: 'ok' };
  }
}
