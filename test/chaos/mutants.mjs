/**
 * `npm run test:mutants [name…]`: breaks each promise on purpose, one small patch of test/chaos/mutants/ at a time, in a copy
 * of the project, and demands that the spec files the patch names turn red. A mutant that nobody notices is a promise
 * without a test.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../apps/launcher/project.mjs';

const MUTANTS = path.join(ROOT, 'test/chaos/mutants');
const LEFT_OUT = new Set(['node_modules', '.git', '.data', 'dist', 'docs']);

const wanted = process.argv.slice(2);
const mutants = readdirSync(MUTANTS)
  .filter((file) => file.endsWith('.patch'))
  .map(readMutant)
  .filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (mutants.length === 0) throw new Error(`There is no mutant named ${wanted.join(', ')}`);

const copy = mkdtempSync(path.join(os.tmpdir(), 'tolem-mutants-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const name of readdirSync(ROOT).filter((entry) => !LEFT_OUT.has(entry)))
  cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));

/** What the last run of tests printed. */
let lastOutput = '';
const specs = [...new Set(mutants.flatMap((mutant) => mutant.specs))];
if (!(await isGreen(specs)))
  fail(
    `There is red without any mutant:\n${lastOutput.match(/^FAIL .*(?:\n(?!PASS).*){0,20}/gm)?.join('\n')}`,
  );
const survivors = [];
for (const mutant of mutants) {
  patch(mutant);
  const survived = await isGreen(mutant.specs);
  patch(mutant, '--reverse');
  console.log(
    `${survived ? 'SURVIVED' : 'caught  '}  promise ${mutant.promise}  ${mutant.name}: ${mutant.breaks}`,
  );
  if (survived) survivors.push(mutant.name);
}
console.log(`\n${mutants.length - survivors.length} of ${mutants.length} mutants were caught.`);
if (survivors.length > 0) fail(`Nobody noticed: ${survivors.join(', ')}`);

/** The head of a patch says in three lines which promise it breaks, how, and who has to notice. */
function readMutant(file) {
  const text = readFileSync(path.join(MUTANTS, file), 'utf8');
  const line = (name) => {
    const found = new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1];
    if (!found) fail(`${file} has no line "${name}:"`);
    return found;
  };
  return {
    name: path.basename(file, '.patch'),
    file: path.join(MUTANTS, file),
    promise: line('promise'),
    breaks: line('breaks'),
    specs: line('caught by').split(' '),
  };
}

function patch({ file }, ...more) {
  const done = spawnSync('git', ['apply', '-C1', ...more, file], { cwd: copy, encoding: 'utf8' });
  if (done.status !== 0) fail(`${file} does not apply any more: ${done.stderr}`);
}

/** Whether these spec files pass in the copy. What does not even build is no mutant. */
async function isGreen(files) {
  const child = spawn(process.execPath, ['test/run.mjs', ...files], {
    cwd: copy,
    env: { ...process.env, REQUIRE_ALL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'exit');
  if (!/\d+ passed, \d+ failed/.test(output)) fail(`The tests did not run:\n${output.slice(-2_000)}`);
  lastOutput = output;
  return code === 0;
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
