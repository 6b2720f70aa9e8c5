import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CommitNotifier } from './commit-notifier.js';
import { IS_PRODUCTION, SchemaCheck } from './schema-check.js';
import { SnakeNames } from './snake-names.js';
import { SpareConnections } from './spare-connections.js';

/** Tolem's own database. Never synchronised: tables change by migration only. */
@Module({})
export class DatabaseModule {
  static forRoot(options: {
    url: string;
    poolSize?: number;
    isProduction?: boolean;
    lockTimeoutMs?: number;
  }): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: options.url,
          autoLoadEntities: true,
          synchronize: false,
          namingStrategy: new SnakeNames(),
          retryAttempts: 3,
          retryDelay: 500,
          extra: {
            max: options.poolSize ?? 10,
            keepAlive: true,
            // In a burst a request waits its turn for a connection: late is better than refused.
            connectionTimeoutMillis: 15_000,
            query_timeout: 35_000,
            // A statement that hangs must not hold an order's lock for ever.
            statement_timeout: 30_000,
            idle_in_transaction_session_timeout: 30_000,
            // Compiling a plan takes longer than any statement here runs.
            options: `-c jit=off -c lock_timeout=${options.lockTimeoutMs ?? 0}`,
          },
        }),
      ],
      providers: [
        SchemaCheck,
        { provide: IS_PRODUCTION, useValue: options.isProduction ?? false },
        { provide: CommitNotifier, useFactory: () => new CommitNotifier(options.url) },
        { provide: SpareConnections, useFactory: () => new SpareConnections(options.url) },
      ],
      exports: [CommitNotifier, SpareConnections],
    };
  }
}
