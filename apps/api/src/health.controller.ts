import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Public } from './access.guard.js';

@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly db: DataSource) {}

  /** The process lives. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can answer: the database does. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    await this.db.query('SELECT 1');
    return { status: 'ok' };
  }
}
