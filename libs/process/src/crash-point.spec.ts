// Aim: a process dies where it was told to, at the n-th time and nowhere else; and no crash point of the list is without
// its place in the code.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crashAt, crashPoint, readCrashOrder } from './crash-point.js';
import { CRASH_POINTS } from './crash-points.js';

const folder = mkdtempSync(path.join(tmpdir(), 'tolem-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('dies at the n-th time only, and says so first', () => {
  const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  const log = path.join(folder, 'log');
  crashPoint('poll.after-call');
  crashAt('poll.after-call:2', log);
  crashPoint('poll.after-call');
  crashPoint('poll.before-call');
  expect(kill).not.toHaveBeenCalled();
  crashPoint('poll.after-call');
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGKILL']]);
  expect(readFileSync(log, 'utf8')).toBe('poll.after-call\n');
});

it('dies at whichever of several it comes by first', () => {
  const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  kill.mockClear();
  const log = path.join(folder, 'log-of-several');
  crashAt('poll.before-call:2,claim.after-job', log);
  crashPoint('poll.before-call');
  expect(kill).not.toHaveBeenCalled();
  crashPoint('claim.after-job');
  expect(kill).toHaveBeenCalledTimes(1);
  expect(readFileSync(log, 'utf8')).toBe('claim.after-job\n');
});

it.each([
  'poll',
  'poll.after-call,',
  'poll.after-call,poll',
  'poll.after-call:0',
  'poll.after-call:x',
  'poll.after-call:1:1',
  'constructor',
  '',
])('does not take %j for a crash point', (text) => {
  expect(readCrashOrder(text)).toBeUndefined();
  expect(() => crashAt(text)).toThrow('no crash point');
});

it('has a place in the code for every point', () => {
  const libs = path.resolve(__dirname, '../..');
  const code = readdirSync(libs, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(path.join(libs, file), 'utf8'))
    .join('\n');
  const named = [...code.matchAll(/crashPoint\('([\w.-]+)'\)/g)].map(([, name]) => name);
  expect(Object.keys(CRASH_POINTS).filter((name) => !named.includes(name))).toEqual([]);
});
