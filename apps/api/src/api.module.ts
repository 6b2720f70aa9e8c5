import { ConfigModule, type TolemConfig } from '@app/config';
import { DatabaseModule, SpareConnections } from '@app/database';
import { AppError } from '@app/kernel';
import { loggingOptions, Shutdown } from '@app/process';
import { OrdersModule } from '@app/orders';
import { JobStoreModule, WatchStores } from '@app/queue';
import { HastenModule } from '@app/reconciliation';
import { type DynamicModule, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import { AccessGuard } from './access.guard.js';
import { AdmitOperator } from './admit-operator.js';
import { ApiKeys } from './api-keys.js';
import { AppErrorFilter } from './app-error.filter.js';
import { fieldErrors } from './field-errors.js';
import { HealthController } from './health.controller.js';
import { OpsModule } from './ops/ops.module.js';
import { CallbackController } from './pay/callback.controller.js';
import { ReturnController } from './pay/return.controller.js';
import { OrdersController } from './shop/orders.controller.js';
import { PollOverdue } from './shop/poll-overdue.js';
import { ShowOrder } from './shop/show-order.js';

/** A request that waits for a locked row keeps a connection from the others: its caller is told 503, and may repeat it. */
const LOCK_TIMEOUT_MS = 3_000;

@Module({})
export class ApiModule {
  static forRoot(config: TolemConfig, shutdown: Shutdown): DynamicModule {
    const { DATABASE_URL, REDIS_URL, EVENTS_REDIS_URL, LOG_LEVEL, NODE_ENV } = config.environment;
    return {
      module: ApiModule,
      imports: [
        LoggerModule.forRoot(loggingOptions('api', LOG_LEVEL)),
        ConfigModule.forRoot(config),
        DatabaseModule.forRoot({
          url: DATABASE_URL,
          isProduction: NODE_ENV === 'production',
          lockTimeoutMs: LOCK_TIMEOUT_MS,
        }),
        JobStoreModule.forRoot({
          databaseUrl: DATABASE_URL,
          redisUrl: REDIS_URL,
          eventsRedisUrl: EVENTS_REDIS_URL,
          poolSize: 4,
        }),
        OrdersModule,
        HastenModule,
        OpsModule,
      ],
      controllers: [HealthController, OrdersController, ReturnController, CallbackController],
      providers: [
        ApiKeys,
        AdmitOperator,
        ShowOrder,
        WatchStores.by(SpareConnections),
        { provide: Shutdown, useValue: shutdown },
        PollOverdue,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: AppErrorFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
    };
  }
}

const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new AppError('INVALID_REQUEST', 'Some fields are missing or not valid', fieldErrors(issues)),
  });
