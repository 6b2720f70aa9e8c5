import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from './start-postgres.mjs';

const DATABASE = 'tolem';
const DUPLICATE_DATABASE = '42P04';
const RESTART_AFTER_MS = 200;

/** The embedded Postgres of `npm start`: started again on its port when it dies, until `stop`. */
export class DemoDatabase {
  #starting;
  #stopping = false;

  /** `onDeath` hears of every death before the server is started again, and may end everything instead. */
  constructor(dataFolder, onDeath) {
    this.dataDir = path.join(dataFolder, 'postgres');
    this.onDeath = onDeath;
  }

  /** Resolves to the URL of the database `tolem`, which exists from then on. */
  async start() {
    const server = await this.#launch();
    await createDatabase(server.url('postgres'));
    return server.url(DATABASE);
  }

  async stop() {
    this.#stopping = true;
    const server = await this.#starting?.catch(() => undefined);
    await server?.stop();
  }

  async #launch(lastPort) {
    const log = (note) => console.error(`[postgres] ${note}`);
    const samePort = lastPort && { port: lastPort, samePort: true };
    this.#starting = startPostgres({ dataDir: this.dataDir, log, ...samePort });
    const server = await this.#starting;
    void server.exited.then(() => this.#restart(server.port));
    return server;
  }

  /** On the same port, since the apps were told that one; they connect again by themselves. */
  async #restart(port) {
    if (this.#stopping) return;
    console.error('[postgres] has ended.');
    this.onDeath('postgres');
    await sleep(RESTART_AFTER_MS);
    if (this.#stopping) return;
    console.error('[postgres] is started again.');
    try {
      await this.#launch(port);
    } catch (error) {
      console.error(`[postgres] ${error.message}`);
      await this.#restart(port);
    }
  }
}

async function createDatabase(adminUrl) {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    if (error.code !== DUPLICATE_DATABASE) throw error;
  } finally {
    await client.end();
  }
}
