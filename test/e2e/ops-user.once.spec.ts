// Aim: whoever has the database's password makes and disables operators from the command line, and every mistake is told in
// one line that holds no password. Method: the command as built, on a database with an api; a terminal by script(1).
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../support/child.js';
import { inherited } from '../support/inherited.js';
import { createEmptyDatabase } from '../support/empty-database.js';
import { eventually } from '../support/eventually.js';
import { SignedInOperator } from '../support/operator.js';
import { System } from '../support/system.js';

const COMMAND = path.join(ROOT, 'dist/apps/api/ops-user.js');
const PASSWORD = 'a long enough password';

let system: System;
beforeAll(async () => {
  system = await System.start({ workers: 0 });
});
afterAll(() => system?.stop());

type Said = Readonly<{ code: number | null; out: string; error: string }>;

async function opsUser(words: string, input = '', url: string | undefined = system.db.url): Promise<Said> {
  const child = spawn(process.execPath, [COMMAND, ...words.split(' ').filter(Boolean)], {
    env: { ...inherited(), NODE_ENV: 'test', ...(url !== undefined && { DATABASE_URL: url }) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [[code], out, error] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, out, error };
}

/** The status of a new session, and the session where there is one. */
async function signIn(name: string, password = PASSWORD): Promise<SignedInOperator | null> {
  try {
    return await SignedInOperator.signIn(system.apiUrls, { name, password, role: 'viewer' });
  } catch {
    return null;
  }
}

const roleOf = async (operator: SignedInOperator | null) =>
  (await operator!.request('GET', '/ops/api/session')).body.role;

it('makes an operator, who then may sign in; a viewer, if no role is named', async () => {
  expect(await opsUser('add Aigerim --role operator', `${PASSWORD}\n`)).toEqual({
    code: 0,
    out: 'aigerim may sign in as operator.\n',
    error: '',
  });
  expect(await roleOf(await signIn('aigerim'))).toBe('operator');
  expect(await opsUser('add daniyar', PASSWORD)).toMatchObject({ out: 'daniyar may sign in as viewer.\n' });
  expect(await roleOf(await signIn('daniyar'))).toBe('viewer');
  const [{ password_hash: stored }] = (await system.db.sql(
    `SELECT password_hash FROM ops_users WHERE name = 'aigerim'`,
  )) as [{ password_hash: string }];
  expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
});

it('gives a known one a new password and role, and ends his sessions', async () => {
  const before = await signIn('aigerim');
  const { out } = await opsUser('add aigerim --role admin', 'quite another password');
  expect(out).toBe('aigerim has a new password, is admin, and has to sign in again.\n');
  expect((await before!.request('GET', '/ops/api/session')).status).toBe(401);
  expect(await signIn('aigerim')).toBeNull();
  expect(await roleOf(await signIn('aigerim', 'quite another password'))).toBe('admin');
  // Without a role it keeps the one it has.
  await opsUser('add aigerim', PASSWORD);
  expect(await roleOf(await signIn('aigerim'))).toBe('admin');
});

it('changes nothing where nothing is new, if told so', async () => {
  const session = await signIn('aigerim');
  const { out } = await opsUser('add aigerim --role admin --unless-same', PASSWORD);
  expect(out).toBe('aigerim is as you say.\n');
  expect((await session!.request('GET', '/ops/api/session')).status).toBe(200);
});

it('makes up a password, and prints it once', async () => {
  const { out, error } = await opsUser('add generated --generate');
  const [, password] = /^generated may sign in as viewer\.\nPassword, shown this once: (\S{32})\n$/.exec(
    out,
  )!;
  expect(error).toBe('');
  expect(await signIn('generated', password)).not.toBeNull();
});

it('disables one at once, lists all, and lets him in again by a new password', async () => {
  const session = await signIn('daniyar');
  expect((await opsUser('disable daniyar')).out).toBe(
    'daniyar is disabled, and signed in nowhere any more.\n',
  );
  expect((await session!.request('GET', '/ops/api/session')).status).toBe(401);
  expect(await signIn('daniyar')).toBeNull();
  const { out } = await opsUser('list');
  expect(out).toMatch(/^aigerim {4}admin {5}last seen 20\S+Z$/m);
  expect(out).toMatch(/^daniyar {4}viewer {4}last seen 20\S+Z, disabled$/m);
  await opsUser('add daniyar', PASSWORD);
  expect(await signIn('daniyar')).not.toBeNull();
});

it('unlocks a name that somebody has locked by guessing', async () => {
  for (let n = 0; n < 5; n += 1) expect(await signIn('daniyar', 'a wrong guess')).toBeNull();
  expect(await signIn('daniyar')).toBeNull();
  await opsUser('add daniyar', PASSWORD);
  expect(await signIn('daniyar')).not.toBeNull();
});

it('is written into the audit', async () => {
  const rows = await system.db.sql(
    `SELECT operator, action, detail FROM ops_audit WHERE subject = 'operator:daniyar' AND operator = 'command-line'
     ORDER BY id`,
  );
  const set = { operator: 'command-line', action: 'set-operator', detail: { role: 'viewer' } };
  expect(rows).toEqual([set, { ...set, action: 'disable-operator', detail: {} }, set, set]);
});

it.each([
  ['', '', /npm run ops:user/],
  ['add', PASSWORD, /npm run ops:user/],
  ['add none', PASSWORD, /can be no operator's name/],
  ['add aigerim --role root', PASSWORD, /"root" is no role/],
  ['add aigerim', '', /^No password has come on standard input; nothing has changed\.\n$/],
  ['add aigerim', 'too short', /^A password has 12 to 1000 characters; nothing has changed\.\n$/],
  ['disable nobody', '', /^There is no operator nobody\.\n$/],
])('tells what is wrong with "%s"', async (words, input, message) => {
  const { code, out, error } = await opsUser(words, input);
  expect([code, out]).toEqual([1, '']);
  expect(error).toMatch(message);
  expect(error).not.toContain(input || 'at Object');
});

it('tells what is wrong with the database, and no password of it', async () => {
  const empty = await createEmptyDatabase();
  const gone = new URL(system.db.url);
  gone.port = '1';
  const wrong = await Promise.all([
    opsUser('list', '', ''),
    opsUser('list', '', 'mysql://a:hunter2@b/c'),
    opsUser('list', '', gone.href),
    opsUser('list', '', empty.url),
  ]);
  await empty.drop();
  expect(wrong.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
  expect(wrong.map(({ error }) => error)).toEqual([
    'environment: DATABASE_URL is missing\n',
    'environment: DATABASE_URL is not valid\n',
    expect.stringContaining('ECONNREFUSED'),
    expect.stringContaining('run `npm run migrate` first'),
  ]);
  expect(JSON.stringify(wrong)).not.toContain(new URL(system.db.url).password);
});

// util-linux: a terminal for a process that has none.
const terminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');
(terminal ? describe : describe.skip)('at a terminal', () => {
  it.each([
    ['asks twice and shows nothing', [PASSWORD, PASSWORD], 0, 'typed may sign in as viewer.'],
    ['minds a typing error', [`${PASSWORD}xy\u007f\u007f`, PASSWORD], 0, 'typed has a new password'],
    ['wants the same twice', [PASSWORD, `${PASSWORD}!`], 1, 'The two are not the same; nothing has changed.'],
    ['can be given up', ['half a pass\u0003'], 1, 'Given up; nothing has changed.'],
  ])('%s', async (_what, lines, code, said) => {
    const command = `${process.execPath} ${COMMAND} add typed`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { ...inherited(), NODE_ENV: 'test', DATABASE_URL: system.db.url },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let screen = '';
    child.stdout.on('data', (data: Buffer) => (screen += data.toString()));
    const exit = once(child, 'exit');
    const questions = ['Password of typed: ', 'Once more: '];
    for (const [at, line] of lines.entries()) {
      await eventually(() => expect(screen).toContain(questions[at]));
      child.stdin.write(`${line}\r`);
    }
    expect((await exit)[0]).toBe(code);
    expect(screen).toContain(said);
    expect(screen).not.toMatch(/long enough|half a pass/);
    if (code === 0) expect(await signIn('typed')).not.toBeNull();
  });
});
