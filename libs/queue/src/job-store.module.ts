import { BullModule } from '@nestjs/bullmq';
import {
  type DynamicModule,
  Global,
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { CountJobs } from './count-jobs.js';
import { JobProducer } from './job-producer.js';
import { EVENT_STORE, JOB_STORE, type JobStore, type StoreAddress } from './job-store.js';
import { JOBS } from './jobs.js';
import { openEngineRoom, openJobStore } from './open-job-store.js';

/** `eventsRedisUrl`: where subscribers live, when that is another Redis than our engine room. */
export type JobStoreOptions = StoreAddress &
  Readonly<{ eventsRedisUrl?: string | undefined; poolSize: number }>;

const logger = new Logger('JobStore');
const onError = (error: Error) => logger.warn(error.message);

@Global()
@Module({})
class JobStoreConnection implements OnApplicationShutdown {
  constructor(
    @Inject(JOB_STORE) private readonly jobs: JobStore,
    @Inject(EVENT_STORE) private readonly events: JobStore,
  ) {}

  /** Workers and queues are closed by then: Nest ends the modules that import this one first. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...new Set([this.jobs, this.events])].map((store) => store.close()));
  }

  static forRoot(options: JobStoreOptions): DynamicModule {
    const { databaseUrl, eventsRedisUrl, poolSize } = options;
    const providers: Provider[] = [
      { provide: JOB_STORE, useFactory: () => openEngineRoom(options, poolSize, onError) },
      {
        provide: EVENT_STORE,
        inject: [JOB_STORE],
        useFactory: (jobs: JobStore) =>
          eventsRedisUrl ? openJobStore({ databaseUrl, redisUrl: eventsRedisUrl }, poolSize, onError) : jobs,
      },
    ];
    return { module: JobStoreConnection, providers, exports: [JOB_STORE, EVENT_STORE] };
  }
}

/** The job table as queues of @nestjs/bullmq, on the backend of this deployment. */
@Module({})
export class JobStoreModule {
  static forRoot(options: JobStoreOptions): DynamicModule {
    const queues = BullModule.registerQueue(
      ...Object.values(JOBS).map(({ queue }) => ({ name: queue, prefix: `{${queue}}` })),
    );
    return {
      module: JobStoreModule,
      global: true,
      imports: [
        JobStoreConnection.forRoot(options),
        BullModule.forRootAsync({
          inject: [JOB_STORE],
          useFactory: (store: JobStore) => ({ connection: store.connection }),
        }),
        queues,
      ],
      providers: [JobProducer, CountJobs],
      exports: [JobProducer, CountJobs, queues],
    };
  }
}
