// Aim: a test that fails while it has everything running fails alone, and leaves no process and no file behind; nor does a run that
// is killed. Method: Jest runs a test that does, in a process of its own; what runs is read in /proc.
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../support/child.js';
import { Clones, USERS } from '../support/clones.js';
import { eventually } from '../support/eventually.js';
import { isAlive, listProcessesIn, listProcesses, environmentOf } from '../support/processes.js';

/** No other run's. */
const MARK = randomUUID();

const clones = new Clones();
const clone = clones.of(USERS[0]!);
beforeAll(() => clones.copy(USERS[0]!));
afterAll(() => clones.remove());

it('ends what a failed test has left running, and says so', async () => {
  const env = { ...process.env, TEST_PROJECTS: 'fixture', FIXTURE_CLONE: clone };
  const args = ['node_modules/jest/bin/jest.js', '--config=test/jest.config.mjs', 'npm-start-fails'];
  const failed = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env }).catch(
    (error: { stderr: string }) => error,
  );
  expect(failed.stderr).toMatch(/\d+ processes are running now/);
  expect(failed.stderr).toMatch(/npm-start-fails\.fixture\.ts left running, and it was ended:/);
  for (const name of ['apps/launcher/main.mjs', 'dist/apps/api/main.js', 'bin/postgres'])
    expect(failed.stderr).toContain(name);
  expect(listProcessesIn(clones.folder)).toEqual([]);
});

it('ends what a run that was killed has left, and removes its folder', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'run-'));
  mkdirSync(path.join(folder, 'files'));
  const reaper = path.join(ROOT, 'test/support/runner/reaper.mjs');
  const run = `const { spawn } = require('node:child_process');
    spawn(process.execPath, ['${reaper}', '${MARK}', '${folder}'], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
    spawn('sleep', ['600'], { detached: true, stdio: 'ignore', env: { ...process.env, TOLEM_TEST: '${MARK}/a-file' } });
    spawn('sleep', ['600'], { detached: true, stdio: 'ignore', cwd: '${folder}/files', env: {} });
    process.stdout.write('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', run], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const started = listProcesses().filter(
    (one) => one.command === 'sleep 600' && (one.folder.startsWith(folder) || hasMark(one)),
  );
  expect(started).toHaveLength(2);
  child.kill('SIGKILL');
  await eventually(() => expect(started.filter(isAlive)).toEqual([]));
  await eventually(() => expect(existsSync(folder)).toBe(false));
});

const hasMark = (one: Parameters<typeof environmentOf>[0]) =>
  environmentOf(one).TOLEM_TEST === `${MARK}/a-file`;
