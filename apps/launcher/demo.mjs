import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { AppProcesses } from './app-processes.mjs';
import { buildIfChanged } from './build-if-changed.mjs';
import { Deaths } from './deaths.mjs';
import { choosePorts, demoApps, demoEnvironment, eventsUrl, urlsOf } from './demo-apps.mjs';
import { DemoDatabase } from './demo-database.mjs';
import { DEMO_OPERATOR, makeDemoOperator } from './demo-operator.mjs';
import { prepareDemo } from './demo-settings.mjs';
import { LockHeld, takeLock } from './lock.mjs';
import { writePrivate } from './private-file.mjs';
import { openDataFolder } from './project.mjs';
import { runMigrations } from './run-migrations.mjs';
import { waitUntilReady } from './wait-until-ready.mjs';

/** All of Tolem on one machine, from the sources to the ready demo. */
export class Demo {
  #ending = new AbortController();
  #deaths = new Deaths();
  #apps = new AppProcesses((name) => this.#onDeath(name));
  #database;
  #unlock = () => {};

  /** `onFailure` hears why the demo cannot go on after it has started; the caller then ends it. */
  constructor(onFailure) {
    this.onFailure = onFailure;
  }

  /** Resolves to the addresses when every part is ready. */
  async start() {
    const { signal } = this.#ending;
    const folder = openDataFolder();
    this.#unlock = lockFolder(folder);
    const demoFile = path.join(folder, 'demo.json');
    rmSync(demoFile, { force: true });
    await buildIfChanged({ signal });
    const databaseUrl = process.env.DATABASE_URL || (await this.#startDatabase(folder));
    await runMigrations({ ...demoEnvironment(), DATABASE_URL: databaseUrl }, { signal });
    const { apps, facts } = await prepare(folder, databaseUrl);
    signal.throwIfAborted();
    for (const app of apps) this.#apps.start(app);
    await Promise.all([waitUntilReady(apps, signal), makeDemoOperator(facts.ops, { databaseUrl, signal })]);
    writePrivate(path.join(folder, 'events-url'), `${eventsUrl(databaseUrl)}\n`);
    writePrivate(demoFile, `${JSON.stringify(facts, null, 2)}\n`);
    return facts;
  }

  /** The apps first, then their database. */
  async end() {
    this.#ending.abort();
    await this.#apps.end();
    await this.#database?.stop();
    this.#unlock();
  }

  #startDatabase(folder) {
    this.#ending.signal.throwIfAborted();
    this.#database = new DemoDatabase(folder, (name) => this.#onDeath(name));
    return this.#database.start();
  }

  #onDeath(name) {
    try {
      this.#deaths.count(name);
    } catch (error) {
      this.onFailure(error);
    }
  }
}

function lockFolder(folder) {
  try {
    return takeLock(path.join(folder, 'launcher.lock'));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new Error(`Tolem is running already in this folder (process ${error.pid}).`, { cause: error });
  }
}

async function prepare(folder, databaseUrl) {
  const ports = await choosePorts();
  mkdirSync(path.join(folder, 'simulator'), { recursive: true, mode: 0o700 });
  const { apiKeys, opsPassword } = prepareDemo(folder, ports);
  const { api, demoShop, simulator } = urlsOf(ports);
  const ops = { url: `${api}/ops`, user: DEMO_OPERATOR, password: opsPassword };
  const facts = { api, apiKey: apiKeys['demo-shop'], demoShop, simulator, ops };
  return { apps: demoApps({ folder, ports, databaseUrl, apiKeys }), facts };
}
