import { ConfigModule, type TolemConfig } from '@app/config';
import { DatabaseModule, SpareConnections } from '@app/database';
import { PublishingModule } from '@app/events';
import { loggingOptions, Shutdown } from '@app/process';
import { JobStoreModule, WatchStores } from '@app/queue';
import { HastenModule, ReconciliationModule } from '@app/reconciliation';
import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { HealthController } from './health.controller.js';
import { PollHastenedProcessor, PollRegistrationsProcessor } from './poll-registrations.processor.js';
import { Ticks } from './ticks.js';

@Module({})
export class WorkerModule {
  static forRoot(config: TolemConfig, shutdown: Shutdown): DynamicModule {
    const { DATABASE_URL, REDIS_URL, EVENTS_REDIS_URL, LOG_LEVEL, NODE_ENV } = config.environment;
    return {
      module: WorkerModule,
      imports: [
        LoggerModule.forRoot(loggingOptions('worker', LOG_LEVEL)),
        ConfigModule.forRoot(config),
        DatabaseModule.forRoot({ url: DATABASE_URL, isProduction: NODE_ENV === 'production' }),
        JobStoreModule.forRoot({
          databaseUrl: DATABASE_URL,
          redisUrl: REDIS_URL,
          eventsRedisUrl: EVENTS_REDIS_URL,
          poolSize: 8,
        }),
        ReconciliationModule,
        HastenModule,
        PublishingModule,
      ],
      controllers: [HealthController],
      providers: [
        PollRegistrationsProcessor,
        PollHastenedProcessor,
        Ticks,
        WatchStores.by(SpareConnections),
        { provide: Shutdown, useValue: shutdown },
      ],
    };
  }
}
