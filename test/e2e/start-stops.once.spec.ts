// Aim: a process that is set up wrongly stops at once and names the setting, never its value. Method: the processes as
// built, each with one thing wrong.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { Child, ROOT } from '../support/child.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { createEmptyDatabase } from '../support/empty-database.js';
import { inherited } from '../support/inherited.js';
import { freePort } from '../support/ports.js';

const SECRET = 'hunter2';
const API_KEY = 'key-of-the-shop';
const APPS = ['api', 'worker'] as const;
type App = (typeof APPS)[number];

const MERCHANT = {
  id: 'main',
  baseUrl: 'http://127.0.0.1:1/payment/rest/',
  login: 'shop-api',
  password: SECRET,
  paymentPageHosts: ['bank.example'],
  currencies: ['KZT'],
};
const SHOP = {
  id: 'shoes',
  name: 'Shoes',
  merchant: 'main',
  apiKeys: [{ id: 'one', sha256: createHash('sha256').update(API_KEY).digest('hex') }],
  returnHosts: ['shop.example'],
};

const folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-start-'));
let db: TestDatabase;
let settings: Record<string, string>;
beforeAll(async () => {
  db = await createDatabase();
  settings = {
    DATABASE_URL: db.url,
    PUBLIC_URL: 'http://127.0.0.1:1',
    TOLEM_CONFIG: write({ merchants: [MERCHANT], shops: [SHOP] }),
    API_PORT: String(await freePort()),
    WORKER_PORT: String(await freePort()),
    LOG_LEVEL: 'warn',
  };
});
afterAll(async () => {
  await db?.drop();
  rmSync(folder, { recursive: true, force: true });
});

function write(content: unknown): string {
  const file = path.join(mkdtempSync(path.join(folder, 'c-')), 'tolem.yaml');
  writeFileSync(file, typeof content === 'string' ? content : stringify(content));
  return file;
}

/** Everything that a process says until it ends, and the code it ends with. */
async function start(
  app: App,
  changes: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/apps', app, 'main.js')], {
    env: { ...inherited(), NODE_ENV: 'test', ...settings, ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 240_000,
    killSignal: 'SIGKILL',
  });
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code, said: out + err };
}

describe.each(APPS)('the %s', (app) => {
  it.each(['DATABASE_URL', 'PUBLIC_URL', 'TOLEM_CONFIG'])(
    'does not start without %s, and says so',
    async (name) => {
      expect(await start(app, { [name]: undefined })).toEqual({
        code: 1,
        said: `environment: ${name} is missing\n`,
      });
    },
  );

  it.each([
    ['DATABASE_URL', () => `mysql://root:${SECRET}@db/tolem`, 'environment: DATABASE_URL is not valid'],
    ['LOG_LEVEL', () => SECRET, 'environment: LOG_LEVEL is not valid'],
    ['TRUST_PROXY', () => `10.0.0.1,${SECRET}`, 'environment: TRUST_PROXY is no list'],
    [
      'TOLEM_CONFIG',
      () => write({ merchants: [{ ...MERCHANT, password: [SECRET] }], shops: [SHOP] }),
      'TOLEM_CONFIG: merchants.0.password is not valid',
    ],
    [
      'TOLEM_CONFIG',
      () => write({ merchants: [{ ...MERCHANT, pasword: SECRET }], shops: [SHOP] }),
      'TOLEM_CONFIG: merchants.0 has unknown settings: pasword',
    ],
    [
      'TOLEM_CONFIG',
      () => write(`merchants: [{password: "${SECRET}`),
      'environment: TOLEM_CONFIG names a file that cannot be used (MISSING_CHAR)',
    ],
  ])('names a wrong %s and not its value', async (name, value, problem) => {
    const { code, said } = await start(app, { [name]: value() });
    expect(code).toBe(1);
    expect(said.startsWith(problem)).toBe(true);
    expect(said.split('\n')).toHaveLength(2);
    expect(said).not.toContain(SECRET);
  });

  it('names the port that is taken, and prints no line of its configuration in a warning before', async () => {
    const withWarning = stringify({ merchants: [MERCHANT], shops: [SHOP] }).replace(
      SECRET,
      `!unknown-tag ${SECRET}`,
    );
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const ports = { API_PORT: String(port), WORKER_PORT: String(port) };
    const { code, said } = await start(app, { ...ports, TOLEM_CONFIG: write(withWarning) });
    taken.close();
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(`Port ${port} is taken\n`) });
    expect(said).not.toContain(SECRET);
  });

  it.each([
    ['moved', `UPDATE clock SET ahead = interval '1 day'`],
    ['set back', `UPDATE clock SET ahead = interval '-1 millisecond'`],
    ['taken away', 'DELETE FROM clock'],
  ])('serves no payers by a clock that was %s', async (_, sql) => {
    const moved = await createDatabase();
    try {
      await moved.sql(sql);
      const { code, said } = await start(app, { DATABASE_URL: moved.url, NODE_ENV: 'production' });
      expect({ code, said }).toEqual({
        code: 1,
        said: expect.stringContaining('The table clock moves the time'),
      });
    } finally {
      await moved.drop();
    }
  });

  it('names the command that a database without tables needs', async () => {
    const empty = await createEmptyDatabase();
    try {
      const { code, said } = await start(app, { DATABASE_URL: empty.url });
      expect({ code, said }).toEqual({
        code: 1,
        said: expect.stringContaining('run `npm run migrate` first'),
      });
    } finally {
      await empty.drop();
    }
  });
});

describe.each(APPS)('the %s on a database of a newer version', (app) => {
  let newer: TestDatabase;
  beforeAll(async () => {
    newer = await createDatabase();
    // As the version after this one leaves it: one additive migration more.
    await newer.sql('ALTER TABLE orders ADD note text');
    await newer.sql(
      `INSERT INTO migrations ("timestamp", name) VALUES (1900000000001, 'Notes1900000000001')`,
    );
  });
  afterAll(() => newer.drop());

  it('runs, so that a newer version can be rolled out beside it', async () => {
    const running = await run(app, { DATABASE_URL: newer.url });
    await running.end();
  });

  it.each(['0.10.0', '12.0.0'])('stops where %s is the oldest that may run, and says so', async (oldest) => {
    await newer.sql('UPDATE oldest_version SET version = $1', [oldest]);
    const { code, said } = await start(app, { DATABASE_URL: newer.url });
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringMatching(
        new RegExp(
          `The database has been migrated for Tolem ${oldest} or newer, and this is \\d+\\.\\d+\\.\\d+`,
        ),
      ),
    });
  });
});

function run(app: App, changes: Record<string, string> = {}): Promise<Child> {
  const port = { api: settings.API_PORT, worker: settings.WORKER_PORT }[app];
  return new Child(app, { ...settings, ...changes }, `http://127.0.0.1:${port}/health/ready`).start();
}

describe.each(APPS)('the %s in production', (app) => {
  it('says at its start what is unsafe there, and not the value of it', async () => {
    const hmac = SECRET.padEnd(15, 'x');
    const merchants = [{ ...MERCHANT, callbackKeys: [{ hmac }] }];
    const file = write({ merchants, shops: [{ ...SHOP, plainHttp: true }] });
    const running = await run(app, { NODE_ENV: 'production', TRUST_PROXY: '0.0.0.0/1', TOLEM_CONFIG: file });
    await running.end();
    for (const warning of [
      'REDIS_URL is not set',
      'TRUST_PROXY trusts almost every address',
      'A callback key of the merchant main has fewer than 16 characters',
      'The shop shoes allows http',
    ])
      expect(running.log).toContain(warning);
    expect(running.log).not.toContain(SECRET);
  });
});

describe('a configuration that lacks a merchant', () => {
  const ORDER_ID = '00000000-0000-7000-8000-000000000001';

  beforeAll(async () => {
    await db.sql(
      `INSERT INTO orders (id, shop_id, order_number, amount_minor, currency, mode, state, success_url, language,
                           lifetime_seconds, expires_at, created_at, updated_at)
       VALUES ($1, 'shoes', 'N-1', 1000, 'KZT', 'charge', 'registered', 'https://shop.example/', 'ru',
               1200, now(), now(), now())`,
      [ORDER_ID],
    );
  });

  const putRegistration = (
    attempt: number,
    merchant: string,
    state: string,
    nextPollAt: string | null,
    phase = 'quiet',
  ) =>
    db.sql(
      `INSERT INTO registrations (id, order_id, merchant_id, attempt, amount_minor, currency, mode, lifetime_seconds,
         state, gateway_order_number, gateway_order_id, return_token, sent_at, call_deadline, sends_unaccounted, phase,
         anchored_at, next_poll_at, expires_at)
       VALUES (gen_random_uuid(), $1, $2, $3, 1000, 'KZT', 'charge', 1200, $4, $5, 'bank', $5, now(), now(), 0,
               $7, now(), $6, now())`,
      [ORDER_ID, merchant, attempt, state, `N-1-${attempt}`, nextPollAt, phase],
    );

  it.each(APPS)('stops the %s while a registration there is open, and names the merchant', async (app) => {
    await putRegistration(1, 'finished', 'closed', null);
    await putRegistration(2, 'main', 'closed', '2027-01-01T00:00:00Z');
    await putRegistration(3, 'forgotten', 'open', '2027-01-01T00:00:00Z');
    expect(await start(app)).toEqual({
      code: 1,
      said: 'TOLEM_CONFIG: merchants lacks forgotten, which has open registrations\n',
    });
    await db.sql('DELETE FROM registrations');
  });

  it.each(APPS)('does not stop the %s while its pages are over and only looked after', async (app) => {
    await putRegistration(1, 'finished', 'closed', '2027-01-01T00:00:00Z', 'aftercare');
    await (await run(app)).end();
    await db.sql('DELETE FROM registrations');
  });

  it.each(APPS)('stops the %s while a case of a page there is open', async (app) => {
    await putRegistration(1, 'disputed', 'closed', '2027-01-01T00:00:00Z', 'aftercare');
    await db.sql(
      `INSERT INTO cases (id, reason, subject, shop_id, order_id, registration_id, merchant_id, amount_minor, currency, detail,
                          detail_hash, opened_at)
       SELECT gen_random_uuid(), 'disputed', 'order:' || order_id, 'shoes', order_id, id, merchant_id, 1000, 'KZT', '{}',
              'hash', now() FROM registrations`,
    );
    expect(await start(app)).toEqual({
      code: 1,
      said: 'TOLEM_CONFIG: merchants lacks disputed, which has open registrations\n',
    });
    await db.sql('DELETE FROM cases');
    await db.sql('DELETE FROM registrations');
  });

  it('is no reason to stop when all is over there, whoever comes back or asks', async () => {
    const token = 't'.repeat(32);
    await putRegistration(1, 'finished', 'closed', null);
    await db.sql('UPDATE registrations SET return_token = $1', [token]);
    const api = await run('api');
    const ask = (url: string) =>
      fetch(`http://127.0.0.1:${settings.API_PORT}${url}`, {
        headers: { authorization: `Bearer ${API_KEY}` },
      });
    try {
      expect((await ask(`/pay/return/${token}`)).status).toBe(200);
      expect(await (await ask(`/v1/orders/${ORDER_ID}?refresh=true`)).json()).toMatchObject({
        refreshed: false,
      });
    } finally {
      await api.end();
    }
    for (const app of APPS) await (await run(app)).end();
    await db.sql('DELETE FROM registrations');
  });
});
