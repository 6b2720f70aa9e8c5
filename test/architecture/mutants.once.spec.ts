// Aim: the mutants keep up with the code they break; one that does not apply any more proves nothing. That each is noticed is
// the business of `npm run test:mutants`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/child.js';

const FOLDER = path.join(ROOT, 'test/chaos/mutants');
const MUTANTS = readdirSync(FOLDER);
const textOf = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8');

it.each(MUTANTS)('%s applies, and names who has to notice', (name) => {
  const { status, stderr } = spawnSync('git', ['apply', '-C1', '--check', path.join(FOLDER, name)], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const specs = /^caught by: (.+)$/m.exec(textOf(name))![1]!.split(' ');
  expect(specs.filter((spec) => !existsSync(path.join(ROOT, spec)))).toEqual([]);
});

it('breaks each of the promises', () => {
  const promises = MUTANTS.map((name) => Number(/^promise: (\d)$/m.exec(textOf(name))![1]));
  expect(new Set(promises)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9]));
});
