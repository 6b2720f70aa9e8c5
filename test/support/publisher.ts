import { ConfigModule, type Merchant, type SubscriptionConfig, TolemConfig } from '@app/config';
import { DatabaseModule } from '@app/database';
import { PublishEvents, PublishingModule, SyncSubscriptions } from '@app/events';
import { OrdersModule } from '@app/orders';
import { JobStoreModule } from '@app/queue';
import type { Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';

/** What goes wrong on purpose need not be read in the output of the tests. */
const SILENT = { log: () => {}, error: () => {}, warn: () => {} };

/** What its bank signs callbacks with. */
export const CALLBACK_TOKEN = 'of-the-tests';

/** A subscription as the file may have it, with what a reader of the file would add. */
export type Wanted = Omit<SubscriptionConfig, 'replayAfterLossSeconds' | 'removed'> &
  Partial<SubscriptionConfig>;

/** The configuration of two shops, with these subscriptions, on this database. */
export function aConfig(
  databaseUrl: string,
  subscriptions: Wanted[] = [],
  merchants: readonly string[] = [],
): TolemConfig {
  return new TolemConfig(
    {
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: 'http://127.0.0.1:1',
      TOLEM_CONFIG: '',
      LISTEN_ADDRESS: '127.0.0.1',
      API_PORT: 1,
      WORKER_PORT: 1,
      SHUTDOWN_GRACE_MS: 0,
      LOG_LEVEL: 'silent',
      GATEWAY_TIMEOUT_MS: 1_000,
      GATEWAY_LOGIN_PROBE_MS: 60_000,
    },
    {
      merchants: merchants.map(aMerchant),
      shops: ['shoes', 'books'].map((id) => ({
        id,
        name: id,
        merchant: 'main',
        apiKeys: [],
        returnHosts: [],
        plainHttp: false,
        defaultLanguage: 'ru',
        defaultLifetimeSeconds: 1200,
      })),
      subscriptions: subscriptions.map((wanted) => ({
        replayAfterLossSeconds: 172_800,
        removed: false,
        ...wanted,
      })),
    },
  );
}

/** At a gateway that nobody calls. */
const aMerchant = (id: string): Merchant => ({
  id,
  baseUrl: 'http://127.0.0.1:1/',
  plainHttp: false,
  login: id,
  password: id,
  paymentPageHosts: ['bank.example'],
  currencies: ['KZT'],
  kazakhLanguageCode: 'kk',
  callbackKeys: [{ hmac: CALLBACK_TOKEN }],
  dynamicCallbackUrl: false,
  aftercareDays: [1, 3, 7, 14, 30, 60, 90, 120],
  timeZone: 'Asia/Almaty',
});

/** The publisher of a worker, without its ticks: it publishes when it is told to. */
export class Publisher {
  private constructor(private readonly module: TestingModule) {}

  static async start(
    databaseUrl: string,
    subscriptions: Wanted[] = [],
    redisUrl?: string,
  ): Promise<Publisher> {
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(aConfig(databaseUrl, subscriptions)),
        DatabaseModule.forRoot({ url: databaseUrl, poolSize: 4 }),
        JobStoreModule.forRoot({ databaseUrl, redisUrl, poolSize: 4 }),
        PublishingModule,
      ],
    })
      .setLogger(SILENT)
      .compile();
    await module.init();
    await module.get(SyncSubscriptions).execute();
    return new Publisher(module);
  }

  get<T>(token: Type<T> | symbol): T {
    return this.module.get(token);
  }

  publish(): Promise<'idle' | 'again' | 'busy'> {
    return this.module.get(PublishEvents).execute();
  }

  /** Until there is nothing left that could be published now. */
  async publishAll(): Promise<void> {
    // What somebody else holds is not ours to wait for; what this process still has in hand is.
    for (let busy = 0; busy < 3;) {
      const left = await this.publish();
      await this.module.get(PublishEvents).drain();
      if (left === 'idle') return;
      if (left === 'busy') busy += 1;
    }
  }

  stop(): Promise<void> {
    return this.module.close();
  }
}

/** Use cases of libs/orders, and of `more`, on a real database, without api or worker around them. */
export async function startOrders(
  databaseUrl: string,
  { more = [], merchants = [] }: { more?: Type<unknown>[]; merchants?: string[] } = {},
): Promise<TestingModule> {
  const module = await Test.createTestingModule({
    imports: [
      ConfigModule.forRoot(aConfig(databaseUrl, [], merchants)),
      DatabaseModule.forRoot({ url: databaseUrl, poolSize: 4 }),
      JobStoreModule.forRoot({ databaseUrl, poolSize: 4 }),
      OrdersModule,
      ...more,
    ],
  })
    .setLogger(SILENT)
    .compile();
  await module.init();
  return module;
}
