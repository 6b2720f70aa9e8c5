import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EVENT_STORE, JOB_STORE, type JobStore } from './job-store.js';
import { WatchedStore } from './watched-store.js';

const PERIOD_MS = 1_000;

/** Says when a store of this process is away, once a minute while it is, and when it is back. */
@Injectable()
export class WatchStores implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly watched: readonly WatchedStore[];
  private timer?: NodeJS.Timeout;

  constructor(db: DataSource, @Inject(JOB_STORE) jobs: JobStore, @Inject(EVENT_STORE) events: JobStore) {
    const logger = new Logger('Stores');
    const watch = (name: string, ask: () => Promise<unknown>) =>
      new WatchedStore(name, ask, (text) => logger.warn(text));
    this.watched = [
      watch('The database', () => db.query('SELECT 1')),
      watch('The job store', () => jobs.ping()),
      ...(events === jobs ? [] : [watch('The store of the subscriptions', () => events.ping())]),
    ];
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
