import type { Role } from '@app/operators';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { Child } from './child.js';
import { createDatabase, type TestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { openQueue } from './open-queue.js';
import { makeOperator, type OperatorOptions, SignedInOperator } from './operator.js';
import { freePort } from './ports.js';
import { RedisServer } from './redis.js';
import { wipeJobStore } from './wipe-job-store.js';

/** `patient` lets a payer try three times on one page, `strict` once. */
export type ShopName = 'patient' | 'strict' | 'stranger';

export type Answer = Readonly<{ status: number; headers: Headers; body: Record<string, any> }>;

export type SystemOptions = Readonly<{
  apis?: number;
  workers?: number;
  /** Subscriptions beside `ledger`, which takes everything from the beginning and has no consumer. */
  subscriptions?: Record<string, unknown>[];
  /** The demo shop too, on the shops `patient` and `strict`. */
  demoShop?: boolean;
  /** A Redis that the test starts and stops, whatever the backend of this run. */
  redisUrl?: string;
  /** Callbacks, which are off otherwise: what Tolem and the bank are told of a merchant's, by merchant. */
  callbacks?: Partial<Record<'patient' | 'strict', MerchantCallbacks>>;
  /** More settings of both merchants. */
  merchant?: Record<string, unknown>;
  /** More settings for api and worker. */
  env?: NodeJS.ProcessEnv;
}>;

export type MerchantCallbacks = Readonly<{
  keys?: readonly Readonly<{ hmac: string } | { rsa: string }>[];
  /** The bank learns the address with every order; otherwise it stands in its portal. */
  dynamic?: boolean;
  bank?: Readonly<{
    method?: 'GET' | 'POST';
    hmac?: string;
    rsa?: string;
    tries?: number;
    retryAfterMs?: number;
    signAlias?: string;
    extra?: readonly string[];
    verbatim?: Readonly<Record<string, string>>;
    omitOrderNumber?: boolean;
    contentType?: string;
  }>;
}>;

/** A whole Tolem with a gateway simulator, in processes as built, on a database and ports of its own. */
export class System {
  readonly apis: Child[] = [];
  readonly workers: Child[] = [];
  simulator!: Child;
  db!: TestDatabase;
  /** Where the jobs live when the tests run on Redis. */
  redis?: RedisServer;
  apiUrls: string[] = [];
  simulatorUrl = '';
  shopHost = 'shop.test:9999';
  demoShopUrl = '';
  private demoShop?: Child;
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-system-'));
  private readonly keys = Object.fromEntries(
    ['patient', 'strict', 'stranger'].map((shop) => [shop, randomBytes(32).toString('base64url')]),
  ) as Record<ShopName, string>;
  private redisUrl?: string;
  private aheadMs = 0;

  static async start(options: SystemOptions = {}): Promise<System> {
    const system = new System();
    try {
      await system.up(options);
    } catch (error) {
      await system.stop();
      throw error;
    }
    return system;
  }

  get api(): Child {
    return this.apis[0]!;
  }

  get worker(): Child {
    return this.workers[0]!;
  }

  keyOf(shop: ShopName): string {
    return this.keys[shop];
  }

  get configFile(): string {
    return path.join(this.folder, 'tolem.yaml');
  }

  /** What the processes were configured with. */
  readConfig(): unknown {
    return parse(readFileSync(this.configFile, 'utf8'));
  }

  /** A request to Tolem as one of its shops; `key` null sends none. */
  async request(
    method: 'GET' | 'POST',
    url: string,
    options: {
      body?: unknown;
      raw?: string | Uint8Array<ArrayBuffer>;
      shop?: ShopName;
      key?: string | null;
      api?: number;
      type?: string;
      headers?: Record<string, string>;
    } = {},
  ): Promise<Answer> {
    const {
      shop = 'patient',
      key = this.keys[shop],
      api = 0,
      type = 'application/json',
      headers = {},
    } = options;
    const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const response = await fetch(new URL(url, this.apiUrls[api]), {
      method,
      redirect: 'manual',
      headers: {
        ...headers,
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } };
  }

  /** The body of an order that nothing is wrong with. */
  order(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      orderNumber: `N-${randomBytes(5).toString('hex')}`,
      amount: 1_250_000,
      currency: 'KZT',
      successUrl: `http://${this.shopHost}/thanks?cart=1`,
      failUrl: `http://${this.shopHost}/sorry`,
      ...changes,
    };
  }

  async register(changes: Record<string, unknown> = {}, shop: ShopName = 'patient'): Promise<Answer> {
    return this.request('POST', '/v1/orders', { body: this.order(changes), shop });
  }

  async show(orderId: string, shop: ShopName = 'patient'): Promise<Record<string, any>> {
    return (await this.request('GET', `/v1/orders/${orderId}`, { shop })).body;
  }

  async eventsOf(orderId: string, shop: ShopName = 'patient'): Promise<Record<string, any>[]> {
    return (await this.request('GET', `/v1/orders/${orderId}/events`, { shop })).body.items;
  }

  /** A new operator of this role, signed in: the way to call /ops/api. */
  async operator(role: Role, options: OperatorOptions = {}): Promise<SignedInOperator> {
    const made = await makeOperator(this.db, role, options);
    return SignedInOperator.signIn(this.apiUrls, made);
  }

  /** `/control` of the gateway simulator (apps/gateway-simulator/README.md). */
  async control(method: string, url: string, body?: unknown): Promise<any> {
    const response = await fetch(new URL(`/control/${url}`, this.simulatorUrl), {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`/control/${url} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** The payer pays on the bank's page of this order, and does not come back. */
  async pay(order: Record<string, any>, changes: Record<string, unknown> = {}): Promise<any> {
    return this.control('POST', 'pay', { orderId: order.gatewayOrderId, cvc: '123', ...changes });
  }

  /** Where the bank's redirect takes the payer. */
  async returnUrlOf(order: Record<string, any>): Promise<string> {
    const [row] = await this.db.sql<{ return_token: string }>(
      'SELECT return_token FROM registrations WHERE order_id = $1 ORDER BY attempt DESC LIMIT 1',
      [order.id],
    );
    return `/pay/return/${row!.return_token}?orderId=${order.gatewayOrderId}&lang=en`;
  }

  /** The payer's browser follows the bank's redirect to us. */
  async comeBack(order: Record<string, any>, api = 0): Promise<Answer> {
    return this.request('GET', await this.returnUrlOf(order), { key: null, api });
  }

  /** So many milliseconds Tolem's clock and the bank's are ahead of this machine's. */
  get ahead(): number {
    return this.aheadMs;
  }

  /** Time passes, for Tolem and for the bank alike. */
  async pass(milliseconds: number): Promise<void> {
    this.aheadMs += milliseconds;
    await this.db.sql(`UPDATE clock SET ahead = $1 * interval '1 millisecond'`, [this.aheadMs]);
    await this.control('POST', 'clock', { offsetMs: this.aheadMs });
  }

  /** Where a subscriber finds its queue. */
  get eventsUrl(): string {
    return this.redisUrl ?? this.db.url;
  }

  /** No job can be added or taken: Redis is gone, or on Postgres the tables of the jobs are. */
  async stopJobStore(): Promise<void> {
    if (this.redis) await this.redis.end();
    else await this.db.sql('ALTER SCHEMA bullmq RENAME TO bullmq_gone');
  }

  /** Resolves once it answers questions about its jobs again: a Redis reads its file before it does. */
  async startJobStore(): Promise<void> {
    if (this.redis) await this.redis.start();
    else await this.db.sql('ALTER SCHEMA bullmq_gone RENAME TO bullmq');
    if (this.redis) await eventually(() => this.redis!.ask((client) => client.dbsize()));
    else await this.db.sql('SELECT 1 FROM bullmq.job LIMIT 1');
  }

  async wipeJobStore(): Promise<void> {
    await wipeJobStore(this.db, this.redis);
  }

  /** Types and sequences in the queue of a subscription that nobody consumes, in the order of its jobs. */
  async jobsOf(
    subscription: string,
    orderId: string,
  ): Promise<{ type: string; sequence: string; subject: string }[]> {
    const jobs = await this.allJobsOf(subscription);
    return jobs
      .filter((event) => event.subject === orderId)
      .map(({ type, sequence, subject }) => ({ type, sequence, subject }));
  }

  async allJobsOf(subscription: string): Promise<Record<string, any>[]> {
    const { queue, close } = openQueue(this.eventsUrl, subscription);
    try {
      const jobs = await queue.getJobs(
        ['waiting', 'prioritized', 'delayed', 'active', 'failed'],
        0,
        -1,
        true,
      );
      return jobs.map((job) => job.data);
    } finally {
      await close();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apis, ...this.workers].map((child) => child.end()));
    await this.demoShop?.end();
    await this.simulator?.end();
    await this.redis?.stop();
    await this.db?.drop();
    rmSync(this.folder, { recursive: true, force: true });
    // Nobody reads the log of a test that is green.
    const warnings = [...this.apis, ...this.workers].flatMap((child) => child.warnings);
    if (warnings.length > 0) throw new Error(`A process has warned:\n${warnings.join('\n')}`);
  }

  private async up(options: SystemOptions): Promise<void> {
    const { apis = 1, workers = 1, subscriptions = [], env = {} } = options;
    chmodSync(this.folder, 0o755);
    this.db = await createDatabase();
    if (!options.redisUrl && process.env.TEST_BACKEND === 'redis') this.redis = await RedisServer.start();
    this.redisUrl = options.redisUrl ?? this.redis?.url;
    const simulatorPort = await freePort();
    this.simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
    if (options.demoShop) this.shopHost = `127.0.0.1:${await freePort()}`;
    const apiPorts = await Promise.all(Array.from({ length: apis }, freePort));
    this.apiUrls = apiPorts.map((port) => `http://127.0.0.1:${port}`);
    this.writeConfig(simulatorPort, [...subscriptions, { name: 'demo-shop', from: 'beginning' }], options);
    this.simulator = new Child(
      'gateway-simulator',
      {
        SIMULATOR_PORT: String(simulatorPort),
        SIMULATOR_DATA: path.join(this.folder, 'bank'),
        SIMULATOR_CONFIG: path.join(this.folder, 'simulator.yaml'),
        LOG_LEVEL: 'warn',
      },
      `${this.simulatorUrl}/health/live`,
    );
    for (const port of apiPorts) {
      const settings = { ...this.tolemEnv(env), API_PORT: String(port) };
      this.apis.push(new Child('api', settings, `http://127.0.0.1:${port}/health/ready`));
    }
    for (let at = 0; at < workers; at += 1) {
      const port = await freePort();
      const settings = { ...this.tolemEnv(env), WORKER_PORT: String(port) };
      this.workers.push(new Child('worker', settings, `http://127.0.0.1:${port}/health/ready`));
    }
    await Promise.all([this.simulator, ...this.apis, ...this.workers].map((child) => child.start()));
    if (options.demoShop) await this.openDemoShop();
  }

  private async openDemoShop(): Promise<void> {
    this.demoShopUrl = `http://${this.shopHost}`;
    const settings = {
      DEMO_SHOP_PORT: new URL(this.demoShopUrl).port,
      TOLEM_URL: this.apiUrls[0],
      TOLEM_API_KEY: this.keys.patient,
      TOLEM_STRICT_API_KEY: this.keys.strict,
      DATABASE_URL: this.db.url,
      TOLEM_EVENTS_URL: this.eventsUrl,
      SUBSCRIPTION: 'demo-shop',
      SIMULATOR_URL: this.simulatorUrl,
      LOG_LEVEL: 'warn',
    };
    this.demoShop = new Child('demo-shop', settings, `${this.demoShopUrl}/health/live`);
    await this.demoShop.start();
  }

  private tolemEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return {
      DATABASE_URL: this.db.url,
      ...(this.redisUrl && { REDIS_URL: this.redisUrl }),
      PUBLIC_URL: this.apiUrls[0] ?? 'http://127.0.0.1:1',
      TOLEM_CONFIG: this.configFile,
      LOG_LEVEL: 'info',
      // There is no load balancer.
      SHUTDOWN_GRACE_MS: '0',
      // Real time, which no test wants to wait a minute of.
      GATEWAY_LOGIN_PROBE_MS: '500',
      ...env,
    };
  }

  private writeConfig(
    simulatorPort: number,
    subscriptions: Record<string, unknown>[],
    { callbacks = {}, merchant: more = {} }: SystemOptions,
  ): void {
    const logins = { patient: randomBytes(12).toString('hex'), strict: randomBytes(12).toString('hex') };
    const merchant = (id: 'patient' | 'strict') => ({
      id,
      baseUrl: `http://127.0.0.1:${simulatorPort}/payment/rest/`,
      login: `${id}-api`,
      password: logins[id],
      paymentPageHosts: [`127.0.0.1:${simulatorPort}`],
      currencies: ['KZT'],
      callbackKeys: callbacks[id]?.keys ?? [],
      dynamicCallbackUrl: callbacks[id]?.dynamic ?? false,
      ...more,
    });
    const shop = (id: ShopName, merchantId: string) => ({
      id,
      name: id,
      merchant: merchantId,
      apiKeys: [{ id: 'test', sha256: createHash('sha256').update(this.keys[id]).digest('hex') }],
      returnHosts: [this.shopHost],
      // The shop of most tests has a name.
      plainHttp: true,
      defaultLanguage: 'en',
    });
    this.write('tolem.yaml', {
      merchants: [merchant('patient'), merchant('strict')],
      shops: [shop('patient', 'patient'), shop('strict', 'strict'), shop('stranger', 'patient')],
      subscriptions: [{ name: 'ledger', from: 'beginning' }, ...subscriptions],
    });
    this.write('simulator.yaml', {
      merchants: (['patient', 'strict'] as const).map((id) => ({
        login: `${id}-api`,
        password: logins[id],
        attempts: id === 'strict' ? 1 : 3,
        currencies: ['KZT'],
        ...(callbacks[id] && { callbacks: bankCallbacks(callbacks[id], this.callbackUrl(id)) }),
      })),
    });
  }

  /** Where the bank sends the callbacks of a merchant. */
  callbackUrl(merchant: string): string {
    return new URL(`/pay/callback/${merchant}`, this.apiUrls[0]).href;
  }

  private write(name: string, content: unknown): void {
    writeFileSync(path.join(this.folder, name), stringify(content), { mode: 0o600 });
  }
}

const bankCallbacks = ({ dynamic = false, bank = {} }: MerchantCallbacks, url: string) => ({
  ...(!dynamic && { url }),
  retryAfterMs: 200,
  ...bank,
});
