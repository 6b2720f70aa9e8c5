import {
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type Provider,
  type Type,
} from '@nestjs/common';
import { EVENT_STORE, JOB_STORE, type JobStore } from './job-store.js';
import { WatchedStore } from './watched-store.js';

const PERIOD_MS = 1_000;

type Database = Readonly<{ probe(): Promise<void> }>;

/** Says when a store of this process is away, once a minute while it is, and when it is back. */
export class WatchStores implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly watched: readonly WatchedStore[];
  private timer?: NodeJS.Timeout;

  constructor(database: Database, jobs: JobStore, events: JobStore) {
    const logger = new Logger('Stores');
    const watch = (name: string, ask: () => Promise<unknown>) =>
      new WatchedStore(name, ask, (text) => logger.warn(text));
    this.watched = [
      watch('The database', () => database.probe()),
      watch('The job store', () => jobs.ping()),
      ...(events === jobs ? [] : [watch('The store of the subscriptions', () => events.ping())]),
    ];
  }

  /** By connections of the database that no burst of requests uses up. */
  static by(database: Type<Database>): Provider {
    return {
      provide: WatchStores,
      inject: [database, JOB_STORE, EVENT_STORE],
      useFactory: (...stores: ConstructorParameters<typeof WatchStores>) => new WatchStores(...stores),
    };
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      for (const store of this.watched) void store.ask();
    }, PERIOD_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
