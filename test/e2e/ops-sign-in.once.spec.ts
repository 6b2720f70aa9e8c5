// Aim: operators get in with the right name and password, and nobody else does, however often he tries; sessions end when
// they should. Method: two api processes on one database; the clock is moved, never waited for.
import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { eventually } from '../support/eventually.js';
import {
  ask,
  makeOperator,
  type MadeOperator,
  type OpsAnswer,
  SignedInOperator,
} from '../support/operator.js';
import { System } from '../support/system.js';

const SESSION = '/ops/api/session';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let system: System;
beforeAll(async () => {
  system = await System.start({
    apis: 2,
    workers: 0,
    env: { LOG_LEVEL: 'trace', TRUST_PROXY: '127.0.0.9/32' },
  });
});
afterAll(() => system?.stop());

/** Every password, cookie and token that was ever about: none may be in a log at the end. */
const secrets = new Set<string>();

async function anOperator(): Promise<MadeOperator> {
  const made = await makeOperator(system.db, 'operator');
  secrets.add(made.password);
  return made;
}

async function signedIn(made: MadeOperator): Promise<SignedInOperator> {
  const operator = await SignedInOperator.signIn(system.apiUrls, made);
  secrets.add(operator.cookie.split('=')[1]!).add(operator.csrf);
  return operator;
}

function signIn(
  { name, password }: { name: string; password: string },
  { api = 0, headers = {} }: { api?: number; headers?: Record<string, string> } = {},
): Promise<OpsAnswer> {
  return ask(new URL(SESSION, system.apiUrls[api]), 'POST', { body: { name, password }, headers });
}

const wrong = ({ name }: { name: string }, api = 0) =>
  signIn({ name, password: 'a wrong password' }, { api });

const statusOfSession = async (operator: SignedInOperator, api = 0) =>
  (await operator.request('GET', SESSION, undefined, { api })).status;

describe('signing in', () => {
  it('answers name, role and a CSRF token, and sets a cookie that no script, site or other path sees', async () => {
    const made = await anOperator();
    const { status, headers, body } = await signIn(made);
    expect(status).toBe(200);
    expect(body).toEqual({ name: made.name, role: 'operator', csrf: expect.stringMatching(/^[\w-]{43}$/) });
    expect(headers.get('set-cookie')).toMatch(
      /^tolem_ops=[\w-]{43}; Max-Age=43200; Path=\/ops; HttpOnly; SameSite=Strict$/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('stores only a digest of the cookie, and nothing at all of the CSRF token', async () => {
    const { cookie, csrf } = await signedIn(await anOperator());
    const stored = JSON.stringify(await system.db.sql('SELECT * FROM ops_sessions'));
    expect(stored).not.toContain(cookie.split('=')[1]);
    expect(stored).not.toContain(csrf);
  });

  it('is known at every replica, by name in capitals too', async () => {
    const made = await anOperator();
    const operator = await signedIn({ ...made, name: ` ${made.name.toUpperCase()} ` });
    const { status, headers, body } = await operator.request('GET', SESSION, undefined, { api: 1 });
    expect(status).toBe(200);
    expect(body).toEqual({ name: made.name, role: 'operator', csrf: operator.csrf });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('says the same of a wrong password, an unknown name, a disabled operator and what cannot be a name', async () => {
    const [made, disabled] = [await anOperator(), await anOperator()];
    await system.db.sql('UPDATE ops_users SET disabled_at = tolem_now() WHERE name = $1', [disabled.name]);
    const answers = [
      await wrong(made),
      await wrong({ name: 'nobody' }),
      await signIn(disabled),
      await wrong({ name: 'no name, \0' }),
    ];
    for (const { status, headers, body } of answers) {
      expect(status).toBe(401);
      expect(body).toEqual({ ...answers[0]!.body, code: 'SIGN_IN_FAILED' });
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('takes about as long for an unknown name as for a known one', async () => {
    // One whose password costs what passwords cost outside of tests.
    const { hashPassword } = await import('@app/operators');
    const made = await anOperator();
    await system.db.sql('UPDATE ops_users SET password_hash = $2 WHERE name = $1', [
      made.name,
      await hashPassword(made.password),
    ]);
    const timed = async (name: string) => {
      const startedAt = performance.now();
      await wrong({ name });
      return performance.now() - startedAt;
    };
    const known = [await timed(made.name), await timed(made.name), await timed(made.name)];
    const unknown = [await timed('nobody-2'), await timed('nobody-2'), await timed('nobody-2')];
    const ratio = Math.min(...unknown) / Math.min(...known);
    // A name that were not looked at would be answered in a twentieth of the time.
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(5);
  });

  it('ends the session that the browser had', async () => {
    const made = await anOperator();
    const earlier = await signedIn(made);
    await signIn(made, { headers: { cookie: earlier.cookie } });
    expect(await statusOfSession(earlier)).toBe(401);
  });

  it.each([
    ['no password', { name: 'a' }],
    ['more than that', { name: 'a', password: 'b', role: 'admin' }],
    ['other types', { name: ['a'], password: 1 }],
  ])('refuses %s', async (_what, body) => {
    const { status, body: problem } = await ask(new URL(SESSION, system.apiUrls[0]), 'POST', { body });
    expect([status, problem.code]).toEqual([400, 'INVALID_REQUEST']);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'name=a&password=b', 415],
    ['text', 'text/plain', '{"name":"a","password":"b"}', 415],
    ['bytes without a type', undefined, Buffer.from('{"name":"a","password":"b"}'), 415],
  ])('takes no credentials as %s', async (_what, type, body, expected) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const { status } = await fetch(new URL(SESSION, system.apiUrls[0]), { method: 'POST', headers, body });
    expect(status).toBe(expected);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
  ])("takes none from another site's page: %p", async (headers) => {
    const { status, body } = await signIn(await anOperator(), { headers });
    expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('takes one from our own page', async () => {
    const headers = { origin: system.apiUrls[0]!, 'sec-fetch-site': 'same-origin' };
    expect(await signIn(await anOperator(), { headers })).toMatchObject({ status: 200 });
  });
});

describe('guessing', () => {
  it('locks a name for a quarter of an hour after five failures, wherever they were made', async () => {
    const made = await anOperator();
    for (const api of [0, 1, 0, 1, 0]) expect((await wrong(made, api)).status).toBe(401);
    for (const api of [0, 1]) {
      const { status, headers, body } = await signIn(made, { api });
      expect([status, body.code]).toEqual([429, 'SIGN_IN_LOCKED']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(880);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(900);
    }
    await system.pass(14 * MINUTE);
    expect((await signIn(made)).status).toBe(429);
    await system.pass(1.1 * MINUTE);
    expect((await signIn(made)).status).toBe(200);
    expect(system.api.log + system.apis[1]!.log).toContain(`Too many tries: ${made.name} is locked`);
  });

  it('locks a name that nobody has just as well', async () => {
    const name = 'nobody-3';
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await wrong({ name })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('counts guesses that come all at once', async () => {
    const made = await anOperator();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => wrong(made, n % 2)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('forgets the failures of whoever gets it right, and locks nobody else', async () => {
    const [made, other] = [await anOperator(), await anOperator()];
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 4; n += 1) expect((await wrong(made)).status).toBe(401);
      expect((await signIn(made)).status).toBe(200);
    }
    expect((await signIn(other)).status).toBe(200);
  });

  it('locks an address that tries one password on many names', async () => {
    const made = await anOperator();
    // More than four tries lock a name, and are answered sooner: the address counts them all the same.
    for (let n = 0; n < 51; n += 1)
      await signInFrom('127.0.0.2', { name: `name-${n % 5}`, password: 'Summer2026!' });
    expect(await signInFrom('127.0.0.2', made)).toBe(429);
    expect(await signInFrom('127.0.0.3', made)).toBe(200);
  });
});

describe('behind a proxy', () => {
  const PROXY = '127.0.0.9';

  it('locks the address that the proxy tells of, and no other', async () => {
    const made = await anOperator();
    for (let n = 0; n < 51; n += 1)
      await signInFrom(PROXY, { name: 'named', password: 'Summer2026!' }, '203.0.113.7');
    expect(await signInFrom(PROXY, made, '203.0.113.7')).toBe(429);
    // What whoever is locked puts before it himself, the proxy does not vouch for.
    expect(await signInFrom(PROXY, made, '203.0.113.9, 203.0.113.7')).toBe(429);
    expect(await signInFrom(PROXY, made, '203.0.113.8')).toBe(200);
  });

  it('believes nobody else who tells of an address', async () => {
    const made = await anOperator();
    for (let n = 0; n < 51; n += 1)
      await signInFrom('127.0.0.4', { name: 'called', password: 'Summer2026!' }, `203.0.113.${n}`);
    expect(await signInFrom('127.0.0.4', made, '203.0.113.99')).toBe(429);
  });
});

describe('a session', () => {
  it('ends after two hours of idleness, also of a page that asks by itself, and lives on while it is used', async () => {
    const [idle, busy] = [await signedIn(await anOperator()), await signedIn(await anOperator())];
    const unattended = { headers: { 'x-unattended': '1' } };
    await system.pass(1.5 * HOUR);
    expect(await statusOfSession(busy)).toBe(200);
    const asking = await idle.request('GET', '/ops/api/session', undefined, unattended);
    expect(asking.status).toBe(200);
    await system.pass(0.6 * HOUR);
    expect([await statusOfSession(idle), await statusOfSession(busy)]).toEqual([401, 200]);
  });

  it('ends after two hours of idleness, also of a page that listens, and listens anew', async () => {
    const idle = await signedIn(await anOperator());
    await system.pass(1.5 * HOUR);
    const headers = { accept: 'text/event-stream' };
    const listening = await idle.request('GET', '/ops/api/live', undefined, { headers });
    expect(listening.status).toBe(200);
    await system.pass(0.6 * HOUR);
    expect(await statusOfSession(idle)).toBe(401);
  });

  it('ends after twelve hours, however busy', async () => {
    const busy = await signedIn(await anOperator());
    for (let n = 0; n < 11; n += 1) {
      await system.pass(HOUR);
      expect(await statusOfSession(busy)).toBe(200);
    }
    await system.pass(HOUR + MINUTE);
    expect(await statusOfSession(busy)).toBe(401);
    // Whoever signs in next sweeps up what has ended.
    const next = await signedIn(await anOperator());
    expect(await statusOfSession(next)).toBe(200);
    expect(await system.db.sql('SELECT count(*)::int AS count FROM ops_sessions')).toEqual([{ count: 1 }]);
  });

  it('ends with signing out, the same browser only', async () => {
    const made = await anOperator();
    const [here, there] = [await signedIn(made), await signedIn(made)];
    const { status, headers } = await here.request('DELETE', SESSION);
    expect(status).toBe(204);
    expect(headers.get('set-cookie')).toMatch(/^tolem_ops=; Max-Age=0; Path=\/ops; /);
    expect([await statusOfSession(here), await statusOfSession(there, 1)]).toEqual([401, 200]);
  });

  it('ends at once for a disabled operator, and a role that is taken away is gone at once', async () => {
    const operator = await signedIn(await anOperator());
    await system.db.sql(`UPDATE ops_users SET role = 'viewer' WHERE name = $1`, [operator.name]);
    expect((await operator.request('GET', SESSION)).body).toMatchObject({ role: 'viewer' });
    await system.db.sql('UPDATE ops_users SET disabled_at = tolem_now() WHERE name = $1', [operator.name]);
    expect(await statusOfSession(operator)).toBe(401);
  });

  it.each([
    ['missing', undefined],
    ['wrong', 'x'.repeat(43)],
    ['empty', ''],
  ])('changes nothing where the CSRF token is %s', async (_what, token) => {
    const operator = await signedIn(await anOperator());
    const { status, body } = await operator.request('DELETE', SESSION, undefined, {
      headers: { 'x-csrf-token': token },
    });
    expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
    expect(await statusOfSession(operator)).toBe(200);
  });

  it("changes nothing with another session's CSRF token", async () => {
    const [one, other] = [await signedIn(await anOperator()), await signedIn(await anOperator())];
    const headers = { 'x-csrf-token': other.csrf };
    expect((await one.request('DELETE', SESSION, undefined, { headers })).status).toBe(403);
  });

  it('is nobody without a cookie, or with one that was made up', async () => {
    const operator = await signedIn(await anOperator());
    const madeUp = `tolem_ops=${randomBytes(32).toString('base64url')}`;
    for (const cookie of [undefined, madeUp, `${operator.cookie}a`, `tolem_ops=' OR 1=1`]) {
      const { status, body } = await operator.request('GET', SESSION, undefined, { headers: { cookie } });
      expect([status, body.code]).toEqual([401, 'UNAUTHORIZED']);
    }
  });
});

describe('what is written of it', () => {
  it('lists who may be asked, without anything secret', async () => {
    const operator = await signedIn(await anOperator());
    const { items } = (await operator.request('GET', '/ops/api/operators')).body;
    expect(items).toContainEqual({
      name: operator.name,
      role: 'operator',
      disabled: false,
      lastSeenAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    for (const item of items)
      expect(Object.keys(item).toSorted()).toEqual(['disabled', 'lastSeenAt', 'name', 'role']);
  });

  it('shows every sign-in and sign-out, newest first, page by page and filtered', async () => {
    const made = await anOperator();
    for (let n = 0; n < 2; n += 1) await (await signedIn(made)).request('DELETE', SESSION);
    const operator = await signedIn(made);
    const list = async (query: string) => (await operator.request('GET', `/ops/api/audit?${query}`)).body;
    const mine = `operator=${made.name}`;
    const all = await list(mine);
    expect(all.items.map((item: any) => item.action)).toEqual([
      'sign-in',
      'sign-out',
      'sign-in',
      'sign-out',
      'sign-in',
    ]);
    expect(all.items[0]).toEqual({
      id: expect.any(Number),
      at: expect.stringMatching(/Z$/),
      operator: made.name,
      action: 'sign-in',
      subject: `operator:${made.name}`,
      detail: {},
    });
    expect(all.nextBefore).toBeNull();
    const first = await list(`${mine}&limit=3`);
    const second = await list(`${mine}&limit=3&before=${first.nextBefore}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.nextBefore).toBeNull();
    expect((await list(`${mine}&action=sign-out`)).items).toHaveLength(2);
    expect((await list(`subject=operator:${made.name}&limit=1`)).items).toHaveLength(1);
    expect(await list('limit=0')).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await list('operator=%00')).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it.each([
    `UPDATE ops_audit SET operator = 'somebody else'`,
    'DELETE FROM ops_audit',
    'TRUNCATE ops_audit',
    `INSERT INTO ops_audit (at, operator, action, subject) SELECT now(), operator, action, subject
     FROM ops_audit LIMIT 1 ON CONFLICT (id) DO UPDATE SET operator = 'somebody else'`,
  ])('can be changed by nobody, not even a superuser: %s', async (statement) => {
    const [before] = await system.db.sql('SELECT count(*) FROM ops_audit');
    await expect(system.db.sql(statement)).rejects.toThrow('append-only');
    await expect(system.db.sql(`SET session_replication_role = replica; ${statement}`)).rejects.toThrow(
      'append-only',
    );
    expect((await system.db.sql('SELECT count(*) FROM ops_audit'))[0]).toEqual(before);
  });

  it('is granted to nobody for more than reading on and adding to, its owner included', async () => {
    const grants = await system.db.sql(
      `SELECT DISTINCT (aclexplode(relacl)).privilege_type AS what FROM pg_class WHERE relname = 'ops_audit'`,
    );
    const granted = grants.map(({ what }) => what);
    expect(granted).toEqual(expect.arrayContaining(['INSERT', 'SELECT']));
    expect(granted).not.toEqual(expect.arrayContaining(['UPDATE']));
    expect(granted).not.toEqual(expect.arrayContaining(['DELETE']));
    expect(granted).not.toEqual(expect.arrayContaining(['TRUNCATE']));
  });

  it('tells no password, cookie or token in a log, nor what was typed for a name', async () => {
    await wrong({ name: 'My!Password#in-the-wrong-field' });
    const statement = new URL(SESSION, system.apiUrls[0]);
    // A write that fails is logged, and what it was given must not be.
    const made = await anOperator();
    await system.db.sql('ALTER TABLE ops_sessions RENAME TO sessions_gone');
    const broken = await ask(statement, 'POST', { body: { name: made.name, password: made.password } });
    await system.db.sql('ALTER TABLE sessions_gone RENAME TO ops_sessions');
    expect(broken.status).toBe(500);
    await eventually(() => expect(system.api.log).toContain('ops_sessions'));
    const log = system.apis.map((api) => api.log).join('');
    const typed = ['a wrong password', 'Summer2026!', 'My!Password#in-the-wrong-field', '$scrypt$'];
    expect([...secrets, ...typed].filter((secret) => log.includes(secret))).toEqual([]);
    expect(secrets.size).toBeGreaterThan(40);
  });
});

/** Signs in from another address of this machine. */
function signInFrom(
  localAddress: string,
  credentials: { name: string; password: string },
  forwardedFor?: string,
): Promise<number> {
  const { hostname, port } = new URL(system.apiUrls[0]!);
  const { name, password } = credentials;
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      ...(forwardedFor && { 'x-forwarded-for': forwardedFor }),
    };
    const request = httpRequest(
      { hostname, port, path: SESSION, method: 'POST', localAddress, headers },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify({ name, password }));
  });
}
