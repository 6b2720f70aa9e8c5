// Aim: the walks of docs/architecture.md are the code's. Method: each step's function is looked for in its file, and a step that is
// called by the one before it is of the same rank or a lower one.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/child.js';

type Step = Readonly<{ what: string; file: string; name: string }>;

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const sections = read('docs/architecture.md').split(/^#+ /m);
const WALKS = sections.flatMap((section) => {
  const steps = [...section.matchAll(/^\| (.+?) +\| `(\S+) › (\w+)` +\|$/gm)].map(
    ([, what, file, name]): Step => ({ what: what!, file: file!, name: name! }),
  );
  return steps.length > 0 ? [[section.split('\n')[0]!, steps] as const] : [];
});

/** As the check of imports has them, from low to high. */
const RANKS: string[][] = JSON.parse(
  /const RANKS = (\[[^;]+\]);/
    .exec(read('test/architecture/ranks.config.mjs'))![1]!
    .replaceAll("'", '"')
    .replaceAll(/,(\s*\])/g, '$1'),
);

/** Apps stand on top of all libraries. */
function rankOf(file: string): number {
  const library = /^libs\/([^/]+)\//.exec(file)?.[1];
  return library === undefined ? RANKS.length : RANKS.findIndex((libraries) => libraries.includes(library));
}

it('are three', () => {
  expect(WALKS.map(([title]) => title)).toEqual([
    'An order paid',
    'A lost answer recovered',
    'An event handed over',
  ]);
});

it.each(WALKS)('%s: every function is where it is said to be', (_title, steps) => {
  const isThere = ({ file, name }: Step) =>
    new RegExp(`(?:^| )(?:async |function |const )*${name}(?:<[^>]+>)?(?:\\(| = )`, 'm').test(read(file));
  expect(steps.filter((step) => !isThere(step))).toEqual([]);
});

it.each(WALKS)('%s: no step back', (_title, steps) => {
  const back = steps.filter(
    ({ what, file }, at) => at > 0 && !what.startsWith('⇣') && rankOf(file) > rankOf(steps[at - 1]!.file),
  );
  expect(back).toEqual([]);
  expect(steps.every(({ file }) => rankOf(file) >= 0)).toBe(true);
});
