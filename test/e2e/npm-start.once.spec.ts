// Aim: whoever has nothing but Node gets a whole, working Tolem by `npm start`, and it never leaves anything behind.
// Method: a fresh clone of what is committed, as root (if we are) and as an ordinary user, on ports of our own; we buy,
// kill, stop and press Ctrl-C, and read /proc. The tests of one user tell one story, in order; one that finds the story broken off
// begins it anew, so that each fails for itself alone.
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { PUBLISHER_LOCK } from '@app/events';
import pg from 'pg';
import { Clones, type User, USERS } from '../support/clones.js';
import { Child } from '../support/child.js';
import { createEmptyDatabase } from '../support/empty-database.js';
import { inherited } from '../support/inherited.js';
import { type App, APPS, NpmStart } from '../support/npm-start.js';
import { SignedInOperator } from '../support/operator.js';
import { Payer, type Purchase } from '../support/payer.js';
import { freePort } from '../support/ports.js';
import { isAlive } from '../support/processes.js';
import { RedisServer } from '../support/redis.js';

/** What is promised, on a machine that is quick enough: elsewhere three plain starts of an app, measured in the same run. */
const HEALED_WITHIN_MS = 5_000;
/** The publisher looks every second, so it would have shown by then. */
const LONG_LOOK_MS = 3_000;

const clones = new Clones();
let ports: Record<string, string>;
let start: NpmStart;

beforeAll(async () => {
  const startedAt = performance.now();
  await clones.make();
  report(`in fresh clones, installed and copied in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
});
afterAll(() => clones.remove());

function npmStart(
  user: User,
  { folder = clones.of(user), env = {} }: { folder?: string; env?: NodeJS.ProcessEnv } = {},
) {
  const home = clones.homeOf(user);
  const own = { HOME: home, XDG_CACHE_HOME: home, npm_config_update_notifier: 'false', ...ports };
  start = new NpmStart(folder, { uid: user.uid, env: { ...inherited(), ...own, ...env } });
  return start;
}

const report = (line: string) => process.stderr.write(`npm start ${line}\n`);

function signInAsDemo(): Promise<SignedInOperator> {
  const { api, ops } = start.addresses;
  return SignedInOperator.signIn([api], { name: ops.user, role: 'admin', password: ops.password });
}

async function walk(payer: Payer): Promise<Purchase> {
  const order = await payer.buy();
  await payer.pay(order);
  await payer.comeBack(order);
  await becomesPaid(payer, order);
  return order;
}

const becomesPaid = (payer: Payer, order: Purchase) =>
  start.eventually(async () => expect(await payer.stateOnPage(order)).toBe('paid'));

describe.each(USERS)('npm start as $name', (user) => {
  const data = (file: string) => path.join(clones.of(user), '.data', file);
  let payer: Payer;
  let operator: SignedInOperator | undefined;
  let firstOrder: Purchase | undefined;

  /** As the test before has left it; anew where it has left nothing that works. */
  async function running(): Promise<void> {
    if (start && !start.hasEnded && (await servingApps()).length === APPS.length) return;
    await startAnew();
  }

  async function startAnew(): Promise<void> {
    await clones.endAll();
    await npmStart(user).ready();
    payer = new Payer(start.addresses);
  }

  beforeAll(async () => {
    ports = await freePorts();
  });
  // What one user's failed test has left running must not fail the other's.
  afterAll(() => clones.endAll());

  describe('for the first time, with every port taken', () => {
    let listeners: Server[] = [];
    beforeAll(async () => {
      listeners = await Promise.all(Object.values(ports).map(listen));
    });
    afterAll(async () => {
      listeners.forEach((server) => server.close());
      await clones.endAll();
    });
    let isFirst = true;
    beforeEach(async () => {
      if (!isFirst) await running();
    });

    it('is ready, and not before every part of it is', async () => {
      isFirst = false;
      npmStart(user);
      await start.eventually(() => expect(existsSync(data('demo.json'))).toBe(true), 240_000);
      expect(await servingApps()).toEqual(APPS);
      const seconds = await start.ready();
      report(`as ${user.name}: the first is ready in ${seconds} s, with the build`);
      payer = new Payer(start.addresses);
    });

    it('writes addresses and keys where only their owner can read them, and no key on the screen', () => {
      const { apiKey, ops, ...addresses } = start.addresses;
      const local = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(addresses).toEqual({ api: local, demoShop: local, simulator: local });
      expect(apiKey).toMatch(/^[\w-]{43}$/);
      const password = expect.stringMatching(/^[\w-]{43}$/);
      expect(ops).toEqual({ url: `${addresses.api}/ops`, user: 'demo', password });
      for (const file of ['demo.json', 'events-url', 'tolem.yaml', 'simulator.yaml', 'secrets.json'])
        expect([file, statSync(data(file)).mode & 0o777, statSync(data(file)).uid]).toEqual([
          file,
          0o600,
          user.uid,
        ]);
      expect(start.output).toContain(addresses.demoShop);
      expect(start.output).toContain(ops.url);
      for (const secret of [apiKey, ops.password]) expect(start.output).not.toContain(secret);
    });

    it('lets its operator in, who may do everything', async () => {
      operator = await signInAsDemo();
      expect(await operator.request('GET', '/ops/api/session')).toMatchObject({
        status: 200,
        body: { name: 'demo', role: 'admin' },
      });
    });

    it('steps over the taken ports', () => {
      const { api, demoShop, simulator } = start.addresses;
      const chosen = [api, demoShop, simulator].map((url) => new URL(url).port);
      chosen.push(start.settingsOf('worker').WORKER_PORT!);
      expect(new Set([...chosen, ...Object.values(ports)]).size).toBe(8);
    });

    it('sells: what is bought and paid at the bank is paid on the page of the shop', async () => {
      firstOrder = await payer.buy();
      await payer.pay(firstOrder);
      expect(await payer.comeBack(firstOrder)).toBe(
        `${start.addresses.demoShop}/orders/${firstOrder.number}?back=success`,
      );
      await becomesPaid(payer, firstOrder);
    });

    it('is four processes; with the worker stopped, the other three serve', async () => {
      expect(start.family.filter(({ command }) => command.includes('/dist/apps/'))).toHaveLength(4);
      expect(new Set(APPS.map((app) => start.mustFind(app).pid)).size).toBe(4);
      let order: Purchase;
      start.kill('worker', 'SIGSTOP');
      try {
        order = await payer.buy();
        await payer.pay(order);
        expect(await payer.comeBack(order)).toBeNull();
        expect(await payer.stateOnPage(order)).toBe('undecided');
        expect(await servingApps()).toEqual(others('worker'));
      } finally {
        start.kill('worker', 'SIGCONT');
      }
      await becomesPaid(payer, order);
    });

    it('leaves the page of the shop undecided while nobody can publish, though Tolem knows of the money', async () => {
      const publisher = new pg.Client(start.settingsOf('worker').DATABASE_URL);
      await publisher.connect();
      let order: Purchase;
      try {
        await publisher.query('SELECT pg_advisory_lock($1)', [PUBLISHER_LOCK]);
        order = await payer.buy();
        await payer.pay(order);
        expect(await payer.comeBack(order)).toContain('?back=success');
        expect(await payer.atTolem(order.id)).toMatchObject({ state: 'paid' });
        for (const until = performance.now() + LONG_LOOK_MS; performance.now() < until;)
          expect(await payer.stateOnPage(order)).toBe('undecided');
      } finally {
        await publisher.end();
      }
      await becomesPaid(payer, order);
    });

    it('does not run twice in one folder', async () => {
      const running = start;
      const second = npmStart(user);
      start = running;
      expect(await second.code()).toBe(1);
      expect(second.output).toMatch(/^Tolem is running already in this folder/m);
      expect(await servingApps()).toEqual(APPS);
    });

    it('starts a killed app again at once, and the others serve on', async () => {
      const withinMs = Math.max(HEALED_WITHIN_MS, 3 * (await plainStartMs('api')));
      const seconds: string[] = [];
      for (const app of ['api', 'worker', 'demo-shop'] as const) seconds.push(await heal(app, withinMs));
      report(`as ${user.name}: killed apps serve again after ${seconds.join(', ')}`);
      await walk(payer);
    });

    it('ends everything, and not well, at the fourth death within a minute', async () => {
      // Some may have died before, in this minute.
      for (let deaths = 0; deaths < 4 && !start.hasEnded; deaths += 1) {
        const dying = start.mustFind('gateway-simulator');
        start.kill('gateway-simulator');
        await start.eventually(async () => {
          expect(isAlive(dying)).toBe(false);
          expect(start.hasEnded || (await start.isServing('gateway-simulator'))).toBe(true);
        });
      }
      expect(await start.code()).toBe(1);
      expect(start.output).toMatch(/4 deaths within a minute/);
      const seconds = await start.secondsUntilGoneAfter(() => undefined);
      report(`as ${user.name}: gone ${seconds.toFixed(1)} s after the fourth death`);
    });
  });

  it('finds the first order at its second start, and leaves alone what its user has written', async () => {
    if (!firstOrder || !operator) {
      await running();
      firstOrder = await walk(payer);
      operator = await signInAsDemo();
    }
    await clones.endAll();
    const { apiKey, ops } = start.addresses;
    appendFileSync(data('tolem.yaml'), '# A note of my own.\n');
    report(`as ${user.name}: the second is ready in ${await npmStart(user).ready()} s`);
    payer = new Payer(start.addresses);
    expect(await payer.stateOnPage(firstOrder)).toBe('paid');
    expect(await payer.atTolem(firstOrder.id)).toMatchObject({
      state: 'paid',
      orderNumber: firstOrder.number,
    });
    expect(start.addresses.apiKey).toBe(apiKey);
    expect(start.addresses.ops.password).toBe(ops.password);
    // Nothing about him is new, so he is still signed in.
    const again = operator.at(start.addresses.api);
    expect(await again.request('GET', '/ops/api/session')).toMatchObject({ status: 200 });
    expect(readFileSync(data('tolem.yaml'), 'utf8')).toContain('# A note of my own.');
    // The ports that were taken are free now, and the settings have followed.
    expect(start.addresses.api).toBe(`http://127.0.0.1:${ports.API_PORT}`);
    await walk(payer);
  });

  it('starts a killed Postgres again, and the apps find it', async () => {
    await running();
    const postgres = start.mustFindPostgres();
    process.kill(postgres.pid, 'SIGKILL');
    await start.eventually(() => expect(isAlive(postgres)).toBe(false));
    await start.eventually(() => start.mustFindPostgres());
    await start.eventually(async () => expect(await servingApps()).toEqual(APPS));
    await walk(payer);
  });

  it('ends with code 0 at Ctrl-C', async () => {
    await running();
    const seconds = await start.secondsUntilGoneAfter(() => start.pressCtrlC());
    expect(await start.code()).toBe(0);
    report(`as ${user.name}: gone ${seconds.toFixed(1)} s after Ctrl-C`);
  });

  it.each(['npm', 'launcher'] as const)('leaves no process after kill -9 of %s', async (which) => {
    await startAnew();
    await walk(payer);
    const seconds = await start.secondsUntilGoneAfter(() => start.kill(which));
    report(`as ${user.name}: gone ${seconds.toFixed(1)} s after kill -9 of ${which}`);
  });
});

it('uses what DATABASE_URL and, where there is a Redis, REDIS_URL name, and has no database of its own', async () => {
  const user = USERS.at(-1)!;
  await clones.endAll();
  const folder = path.join(clones.of(user), '.data');
  renameSync(folder, `${folder}.earlier`);
  const database = await createEmptyDatabase();
  const redis = process.env.TEST_REDIS_SERVER ? await RedisServer.start() : undefined;
  try {
    await npmStart(user, { env: { DATABASE_URL: database.url, REDIS_URL: redis?.url } }).ready();
    const order = await walk(new Payer(start.addresses));
    expect((await signInAsDemo()).name).toBe('demo');
    expect(await database.sql('SELECT state FROM orders WHERE id = $1', [order.id])).toEqual([
      { state: 'paid' },
    ]);
    const keys = await redis?.ask((client) => client.dbsize());
    expect((keys ?? 0) > 0).toBe(redis !== undefined);
    expect(existsSync(path.join(folder, 'tolem.yaml'))).toBe(true);
    expect(existsSync(path.join(folder, 'postgres'))).toBe(false);
    expect(start.family.filter(({ command }) => /postgres/.test(command))).toEqual([]);
    await start.secondsUntilGoneAfter(() => start.pressCtrlC());
    expect(await start.code()).toBe(0);
  } finally {
    await database.drop();
    await redis?.stop();
  }
});

if (USERS[0]!.uid === 0) {
  it('works as root below a folder that only root may enter, and says where Postgres is then', async () => {
    const user = USERS[0]!;
    await clones.endAll();
    const closed = path.join(clones.folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    renameSync(clones.of(user), path.join(closed, 'clone'));
    renameSync(path.join(closed, 'clone/.data'), path.join(closed, 'earlier'));
    await npmStart(user, { folder: path.join(closed, 'clone') }).ready();
    expect(start.output).toContain('cannot use this folder, so it keeps its data in ');
    const postgres = start.mustFindPostgres();
    expect(postgres.command).not.toContain(closed);
    expect(postgres.command).toContain(clones.homeOf(user));
    await walk(new Payer(start.addresses));
    await start.secondsUntilGoneAfter(() => start.kill('npm'));
  });
}

/** How long one more process of the app takes to be ready, beside the others. */
async function plainStartMs(app: App): Promise<number> {
  const port = String(await freePort());
  const settings = { ...start.settingsOf(app), API_PORT: port };
  const child = new Child(app, settings, `http://127.0.0.1:${port}/health/ready`);
  const startedAt = performance.now();
  try {
    await child.start();
    return performance.now() - startedAt;
  } finally {
    await child.end();
  }
}

/** Resolves to the seconds from the kill to the answer of a new process; the others may not miss one question. */
async function heal(app: App, withinMs: number): Promise<string> {
  const before = start.mustFind(app);
  const silent = new Set<App>();
  const killedAt = performance.now();
  start.kill(app);
  await start.eventually(async () => {
    const serving = await servingApps();
    for (const other of others(app)) if (!serving.includes(other)) silent.add(other);
    expect(isAlive(before)).toBe(false);
    expect(serving).toContain(app);
  });
  expect(performance.now() - killedAt).toBeLessThan(withinMs);
  expect([...silent]).toEqual([]);
  return `${((performance.now() - killedAt) / 1000).toFixed(1)} s (${app})`;
}

const others = (app: App): App[] => APPS.filter((other) => other !== app);

async function servingApps(): Promise<App[]> {
  const answers = await Promise.all(APPS.map((app) => start.isServing(app)));
  return APPS.filter((_, at) => answers[at]);
}

async function freePorts(): Promise<Record<string, string>> {
  const names = ['API_PORT', 'WORKER_PORT', 'SIMULATOR_PORT', 'DEMO_SHOP_PORT'];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
}

/** Somebody was here first. */
async function listen(port: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy()).listen(Number(port), '127.0.0.1');
  await once(server, 'listening');
  return server;
}
