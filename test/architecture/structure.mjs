/**
 * `npm run structure [folder]`: how large the house is. Lines of product code by folder, files a folder, names a door lets out, and the
 * sizes of files and functions. No limits: what stands out is read, and asked whether two things live there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../..'));
/** The largest that are named. */
const NAMED = 5;
const IS_PRODUCT = /(?<!\.(?:spec|fixture|d))\.tsx?$/;

const files = ['apps', 'libs'].flatMap(filesIn).map(read);
const folders = new Map();
for (const file of files) folders.set(file.folder, [...(folders.get(file.folder) ?? []), file]);

print('folder', 'files', 'lines');
for (const [folder, inside] of [...folders].toSorted(([a], [b]) => a.localeCompare(b)))
  print(folder, inside.length, sum(inside.map(({ lines }) => lines)));
print('all', files.length, sum(files.map(({ lines }) => lines)));

console.log('');
print('door', 'names', '');
for (const { name, names } of files.filter(({ name }) => /^libs\/[^/]+\/src\/index\.ts$/.test(name)))
  print(name, names, '');

console.log('');
for (const [what, sizes] of [
  ['files', files.map(({ name, lines }) => ({ name, lines }))],
  ['functions', files.flatMap((file) => file.functions)],
])
  tellSizes(what, sizes);

function* walk(folder) {
  for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(name);
    else if (IS_PRODUCT.test(name)) yield name;
  }
}

function filesIn(folder) {
  return [...walk(folder)];
}

function read(name) {
  const text = readFileSync(path.join(ROOT, name), 'utf8');
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const lineOf = (at) => source.getLineAndCharacterOfPosition(at).line;
  const functions = [];
  let names = 0;
  const visit = (node) => {
    if (ts.isExportSpecifier(node)) names += 1;
    if (ts.isFunctionLike(node) && node.body)
      functions.push({
        name: `${name}:${lineOf(node.getStart()) + 1}`,
        lines: lineOf(node.end) - lineOf(node.getStart()) + 1,
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { name, folder: path.dirname(name), lines: text.split('\n').length - 1, names, functions };
}

function tellSizes(what, sizes) {
  const sorted = sizes.toSorted((a, b) => a.lines - b.lines);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].lines;
  console.log(`${what}: median ${at(0.5)}, p90 ${at(0.9)}, max ${at(1)} lines`);
  for (const { name, lines } of sorted.slice(-NAMED).toReversed()) print(`  ${name}`, lines, '');
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}

function print(name, ...cells) {
  console.log(`${String(name).padEnd(64)}${cells.map((cell) => String(cell).padStart(8)).join('')}`);
}
