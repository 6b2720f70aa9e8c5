// Aim: a run in which anything was left out is not complete, whatever it was. Method: the table that ends a run, made of results
// as the runner keeps them.
import { execFileSync } from 'node:child_process';
import { ROOT } from '../support/child.js';

/** One file of that kind, and what became of its tests. */
const file = (kind: string, ...statuses: string[]) => ({
  file: `test/${kind}/some.spec.ts`,
  failed: statuses.includes('failed'),
  tests: statuses.map((status) => ({ status })),
});
const on = (backend: string, ...files: object[]) => files.map((one) => ({ ...one, backend }));

const SCRIPT = `import { closingTable } from './test/support/runner/closing-table.mjs';
console.log(JSON.stringify(closingTable(...JSON.parse(process.argv[1]))));`;

function closingTable(results: object[][], missing: string[] = [], elsewhere: string[] = []) {
  const args = ['--input-type=module', '-e', SCRIPT, JSON.stringify([results.flat(), missing, elsewhere])];
  const answer = execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return JSON.parse(answer) as { text: string; passed: number; complete: boolean };
}

const [P, F, S, T] = ['passed', 'failed', 'pending', 'todo'] as const;

it.each([
  [
    'everything passed on both backends',
    true,
    [on('postgres', file('e2e', P, P)), on('redis', file('e2e', P, P))],
  ],
  [
    'a kind has nothing to do with jobs',
    true,
    [on('none', file('architecture', P)), on('postgres', file('e2e', P))],
  ],
  [
    'more of a kind have nothing to do with jobs',
    true,
    [on('none', file('e2e', P)), on('postgres', file('e2e', P, P)), on('redis', file('e2e', P, P))],
  ],
  ['a test is skipped on both', false, [on('postgres', file('e2e', P, S)), on('redis', file('e2e', P, S))]],
  ['a test is still to be written', false, [on('postgres', file('e2e', P, T))]],
  ['fewer ran on one of them', false, [on('postgres', file('e2e', P, P)), on('redis', file('e2e', P))]],
  [
    'as many ran, but one failed on one',
    false,
    [on('postgres', file('e2e', P, P)), on('redis', file('e2e', P, F))],
  ],
])('%s: complete is %s', (_, complete, results) => {
  expect(closingTable(results).complete).toBe(complete);
});

it('is not complete without what could not run, and names it', () => {
  const { text, complete } = closingTable([on('postgres', file('e2e', P))], ['everything on Redis']);
  expect([text.includes('could not run: everything on Redis'), complete]).toEqual([true, false]);
});

it('is complete without what was not asked for, and names it', () => {
  const { text, complete } = closingTable([on('postgres', file('e2e', P))], [], ['everything on Redis']);
  expect([text.includes('not asked for: everything on Redis'), complete]).toEqual([true, true]);
});

it('counts by kind and backend', () => {
  const { text, passed } = closingTable([on('postgres', file('e2e', P, P, F, S), file('browser', P))]);
  expect(passed).toBe(3);
  expect(text).toMatch(/^e2e +postgres +2 +1 +1$/m);
  expect(text).toMatch(/^3 passed, 1 failed, 1 skipped$/m);
});
