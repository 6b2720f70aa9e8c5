import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Controller('health')
export class HealthController {
  constructor(private readonly db: DataSource) {}

  /** The process lives. */
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can work: the database answers. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    await this.db.query('SELECT 1');
    return { status: 'ok' };
  }
}
